// What every mail page made for the tests has: what happened in it, parts built without markup, names of no meaning.
window.seen = { sent: 0, shortcuts: [], pressed: [], errors: [] };
addEventListener("error", (event) => window.seen.errors.push(event.message));
addEventListener("unhandledrejection", (event) => window.seen.errors.push(String(event.reason)));
addEventListener("click", ({ target, isTrusted }) => isTrusted || window.seen.pressed.push(target.textContent.trim()), true);
addEventListener("keydown", ({ key, ctrlKey, metaKey }) => {
  if (key === "Enter" && (ctrlKey || metaKey)) window.seen.shortcuts.push(key);
}, true);

window.asked = new URLSearchParams(document.documentElement.dataset.asked || location.search);

window.make = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== undefined) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
};

const LABELS = {
  en: { send: "Send", to: "To recipients", cc: "Cc", bcc: "Bcc", subject: "Subject", body: "Message Body", people: "Recipients" },
  it: { send: "Invia", to: "Destinatari A", cc: "Cc", bcc: "Ccn", subject: "Oggetto", body: "Corpo del messaggio", people: "Destinatari" },
  ru: { send: "Отправить", to: "Кому", cc: "Копия", bcc: "Скрытая копия", subject: "Тема", body: "Текст письма", people: "Получатели" },
  ar: { send: "إرسال", to: "إلى", cc: "نسخة", bcc: "نسخة مخفية", subject: "الموضوع", body: "نص الرسالة", people: "المستلمون" },
  none: { send: "Qx", to: "Qa", cc: "Qb", bcc: "Qc", subject: "Qd", body: "Qe", people: "Qf" },
};
const language = window.asked.get("language") ?? "en";
window.label = LABELS[language];
document.documentElement.lang = language === "none" ? "en" : language;
document.documentElement.dir = language === "ar" ? "rtl" : "ltr";

window.renameClasses = () => {
  const names = new Map();
  for (const one of document.querySelectorAll("[class]")) {
    const fresh = [...one.classList].map((name) => {
      if (!names.has(name)) names.set(name, `q${Math.random().toString(36).slice(2, 8)}`);
      return names.get(name);
    });
    one.setAttribute("class", fresh.join(" "));
  }
};
