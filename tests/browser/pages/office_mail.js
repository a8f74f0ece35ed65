// A page that plays Outlook around its add-in: a message that is written or read, and the pane in a frame beside it.
const about = JSON.parse(document.documentElement.dataset.about);
const shell = document.body;
window.asked = [];
window.shown = [];
window.waits = about.waits ?? {};

const people = { to: about.to ?? [], cc: about.cc ?? [], bcc: about.bcc ?? [] };
const lines = Object.fromEntries(Object.keys(people).map((field) => [field, make("ul", { "data-field": field })]));
const subject = make("input", { id: "subject", value: about.subject ?? "" });
const body = about.form === "text" ? make("textarea", { id: "body" }) : make("div", { id: "body", contenteditable: "true" });
if (about.form === "text") body.value = about.typed ?? "\n\n--\nMara Lindqvist";
else if (about.typed) body.append(make("p", {}, about.typed));
else body.append(make("div", {}, make("br")), make("div", { id: "Signature" }, "Mara Lindqvist"));
if (about.mode === "compose") shell.append(...Object.values(lines), subject, body, make("button", { id: "go" }, "Send"));
shell.append(make("iframe", { id: "pane", src: about.pane, name: JSON.stringify(about), width: about.width ?? 320, height: 800 }));

const draw = () => Object.entries(lines).forEach(([field, list]) => list.replaceChildren(...people[field].map((one) => make("li", {}, one))));
draw();

const acts = {
  "body.type": () => about.form ?? "html",
  "body.get": (form) => (form === "html" ? `<html><head><style>p { margin: 0 }</style></head><body>${body.innerHTML}</body></html>` : body.value),
  "body.prepend": (text, form) => {
    if (form === "html") body.prepend(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
    else body.value = text + body.value;
  },
  "subject.get": () => subject.value,
  "subject.set": (text) => void (subject.value = text),
  new: (form) => void window.shown.push(form),
};
for (const field of Object.keys(people)) {
  acts[`${field}.get`] = () => people[field].map((one) => ({ emailAddress: one, displayName: one.split("@")[0] }));
  acts[`${field}.add`] = (added) => (people[field].push(...added), draw());
}

const frame = () => document.getElementById("pane").contentWindow;
window.happens = (event, theme) => frame().postMessage({ office: "happens", event, theme }, "*");
addEventListener("message", async ({ source, data }) => {
  if (source !== frame() || data?.office !== "call") return;
  const { number, name, values } = data;
  window.asked.push(name);
  const { hang, code, milliseconds = 0 } = window.waits[name] ?? {};
  if (hang) return;
  await new Promise((done) => setTimeout(done, milliseconds));
  const answer = code ? { code } : { value: acts[name](...values) };
  source.postMessage({ office: "answer", number, ...answer }, "*");
});
