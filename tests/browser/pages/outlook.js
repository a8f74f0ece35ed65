// Compose windows in the layouts of Outlook on the web around a real roosterjs editor, from the query.
import { createEditor } from "roosterjs";
import { createDomToModelContext, domToContentModel } from "roosterjs-content-model-dom";

const { asked, label, make, seen } = window;
const list = (name) => (asked.get(name) ?? "").split(",").filter(Boolean);
const chips = asked.get("chips") ?? "now";

const makeChip = (well, address) => {
  const shown = chips === "named" ? address.split("@")[0].replace(".", " ") : address;
  const title = asked.get("truly") ?? undefined; // an address behind a name that looks like another
  well.append(make("span", { contenteditable: "false", class: "_EType_RECIPIENT_ENTITY", title }, make("span", { class: "textContainer" }, shown)));
};
const takeTyped = (well) => {
  const typed = [...well.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
  const parts = typed.map((node) => node.data).join("").split(";");
  if (parts.length < 2 || chips === "never") return;
  typed.forEach((node) => node.remove());
  parts.map((one) => one.trim()).filter(Boolean).forEach((one) => makeChip(well, one));
};

const wellOf = (field, hidden) => {
  const well = make("div", { role: "textbox", "aria-label": label[field], contenteditable: "true", class: "EditorClass", tabindex: "0", style: "min-height:1em" });
  list(field).forEach((one) => makeChip(well, one));
  well.addEventListener("input", () => setTimeout(() => takeTyped(well), chips === "late" ? 300 : 0));
  return make("div", { class: "well", hidden }, make("button", { type: "button" }, label[field]), well);
};

// As React does it: a value that was set without its own setter is not noticed.
const subjectField = () => {
  const input = make("input", { type: "text", class: "fui-Input__input", maxlength: "255", autocomplete: "off", placeholder: label.subject });
  const own = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
  own.set.call(input, asked.get("subject") ?? "");
  let noticed = own.get.call(input);
  Object.defineProperty(input, "value", {
    get: () => own.get.call(input),
    set: (value) => own.set.call(input, (noticed = value)),
  });
  input.addEventListener("input", () => {
    if (own.get.call(input) === noticed) return;
    noticed = own.get.call(input);
    window.noticedSubject = noticed;
  });
  return input;
};

// In plain-text mode: a text area, an editor that says that it takes no markup, or one that does not say so.
const SIGNED = ["Mara Lindqvist", "Halden & Moor"];
const plainBodyOf = (kind) => {
  const text = [asked.get("typed") ?? "", asked.get("signature") === "1" ? `\n\n${SIGNED.join("\n")}` : ""].join("");
  if (kind === "area") {
    const area = make("textarea", { "aria-label": label.body, style: "width: 300px; height: 160px" });
    area.value = text;
    return area;
  }
  const body = make("div", { role: "textbox", "aria-multiline": "true", "aria-label": label.body, tabindex: "0",
    contenteditable: kind === "only" ? "plaintext-only" : "true", style: "min-height: 160px; white-space: pre-wrap" }, text);
  if (kind === "silent") body.addEventListener("paste", (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, `${event.clipboardData.getData("text/plain")}\n`);
  });
  return body;
};

let editors = 0;
const message = () => {
  const plain = asked.get("plain");
  const { place, body } = around(plain ? plainBodyOf(plain) : richBody());
  return { place, body, plain };
};
const richBody = () => {
  const line = (...children) => make("div", { class: "elementToProof", style: "font-family: Calibri" }, ...children);
  const body = make("div", { role: "textbox", "aria-multiline": "true", "aria-label": label.body, contenteditable: "true",
    class: "dFCbN", tabindex: "0", style: "min-height: 160px" }, line(asked.get("typed") || make("br")));
  if (asked.get("signature") === "1") body.append(make("div", { id: "Signature", class: "elementToProof" },
    ...SIGNED.map((line) => make("div", {}, line))));
  if (asked.get("quote") === "1") body.append(make("div", { id: "appendonsend" }), make("hr"),
    make("div", { id: "divRplyFwdMsg", dir: "ltr" }, make("b", {}, "From:"), " Callum"), make("div", {}, "Can you help?"));
  return body;
};
const around = (body) => {
  const button = make("button", { type: "button", title: label.send }, label.send);
  button.addEventListener("click", () => (seen.sent += 1));
  const place = make("div", { id: `docking_InitVisiblePart_${editors}` }, button, wellOf("to"), wellOf("cc"), wellOf("bcc", true),
    subjectField(), make("div", { id: `editorParent_${(editors += 1)}` }, body));
  return { place, body };
};

const edit = (body) => {
  const model = domToContentModel(body, createDomToModelContext());
  body.replaceChildren();
  createEditor(body, [], model).takeSnapshot();
};

// A strip of tabs, one for each message: those that are folded away stay in the page, hidden.
const strip = (messages) => make("div", { role: "tablist" }, ...messages.map(({ place }) => {
  const tab = make("button", { type: "button", role: "tab" }, asked.get("subject") || "New");
  tab.addEventListener("click", () => (place.hidden = !place.hidden));
  return tab;
}));

const start = () => {
  const layout = asked.get("layout") ?? "none";
  const many = { none: 0, two: 2, withFolded: 2 }[layout] ?? 1;
  const messages = Array.from({ length: many }, message);
  const main = make("div", layout === "popout" ? {} : { role: "main" }, ...messages.map(({ place }) => place));
  document.body.append(main, layout.endsWith("olded") ? strip(messages) : "");
  if (layout.endsWith("olded")) messages[0].place.hidden = true;
  messages.forEach(({ body, plain }) => plain || edit(body));
  if (asked.get("names") === "random") window.renameClasses();
  window.ready = true;
};

// A link to a new message; a message that popped out has such an address too, and is there already.
if (location.pathname.includes("/deeplink/compose") && asked.get("layout") !== "popout") {
  const link = new URLSearchParams(location.search);
  for (const field of ["to", "cc", "subject"]) asked.set(field, link.get(field) ?? "");
  asked.set("layout", "new");
  setTimeout(start, 300);
} else {
  start();
}
