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

let editors = 0;
const message = () => {
  const line = (...children) => make("div", { class: "elementToProof", style: "font-family: Calibri" }, ...children);
  const body = make("div", { role: "textbox", "aria-multiline": "true", "aria-label": label.body, contenteditable: "true",
    class: "dFCbN", tabindex: "0", style: "min-height: 160px" }, line(asked.get("typed") || make("br")));
  if (asked.get("signature") === "1") body.append(make("div", { id: "Signature", class: "elementToProof" },
    make("div", {}, "Mara Lindqvist"), make("div", {}, "Halden & Moor")));
  if (asked.get("quote") === "1") body.append(make("div", { id: "appendonsend" }), make("hr"),
    make("div", { id: "divRplyFwdMsg", dir: "ltr" }, make("b", {}, "From:"), " Callum"), make("div", {}, "Can you help?"));
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

const start = () => {
  const many = { none: 0, two: 2 }[asked.get("layout") ?? "none"] ?? 1;
  const messages = Array.from({ length: many }, message);
  document.body.append(make("div", { role: "main" }, ...messages.map(({ place }) => place)));
  messages.forEach(({ body }) => edit(body));
  if (asked.get("names") === "random") window.renameClasses();
  window.ready = true;
};

if (location.pathname.includes("/deeplink/compose")) {
  const link = new URLSearchParams(location.search);
  for (const field of ["to", "cc", "subject"]) asked.set(field, link.get(field) ?? "");
  asked.set("layout", "new");
  setTimeout(start, 300);
} else {
  start();
}
