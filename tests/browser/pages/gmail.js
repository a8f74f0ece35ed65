// Compose windows in the layouts of Gmail, from the query: layout, language, to, cc, typed, signature, quote, chips, names.
const { asked, label, make, seen } = window;
const SIGNATURE = ["Mara Lindqvist", "Halden & Moor"];
const list = (name) => (asked.get(name) ?? "").split(",").filter(Boolean);
const has = (name) => asked.get(name) === "1";

// An address becomes a chip now, late, never, or is taken away once, as in a fresh window.
const chips = asked.get("chips") ?? "now";
const makeChip = (row, address) => {
  const chip = make("div", { class: "afV", role: "option", "data-hovercard-id": address }, make("span", {}, address));
  row.querySelector("[role=listbox] > div").append(chip);
};
const addChips = (row, addresses) => {
  if (chips === "never") return;
  if (chips === "late") return void setTimeout(() => addresses.forEach((one) => makeChip(row, one)), 300);
  addresses.forEach((one) => makeChip(row, one));
  if (chips !== "reset" || row.wasReset) return;
  row.wasReset = true;
  setTimeout(() => row.querySelector("[role=listbox] > div").replaceChildren(), 30);
};

const newRow = (field, hidden, links) => {
  const input = make("input", { class: "agP aFw", type: "text", role: "combobox", "aria-label": label[field], tabindex: "1" });
  const box = make("div", { class: "agb", role: "listbox", "aria-multiselectable": "true" }, make("div"), input);
  const row = make("div", { class: "anm", name: field }, box);
  const commit = () => {
    const typed = input.value;
    input.value = "";
    addChips(row, typed.split(/[,;\s]+/).filter(Boolean));
  };
  input.addEventListener("paste", (event) => {
    if (asked.get("paste") === "ignored") return;
    event.preventDefault();
    addChips(row, event.clipboardData.getData("text/plain").split(",").map((one) => one.trim()).filter(Boolean));
  });
  input.addEventListener("blur", commit);
  const line = make("tr", { class: "bzf", style: hidden ? "display:none" : "" },
    make("td", {}, make("span", { class: "gO", role: "link", tabindex: "1" }, label[field])), make("td", {}, row, links ?? ""));
  return { line, row, show: () => (line.style.display = "") };
};

const oldRow = (field, hidden) => {
  const area = make("textarea", { class: "vO", name: field, rows: "1", "aria-label": label[field] });
  const line = make("tr", { style: hidden ? "display:none" : "" }, make("td", {}, label[field]), make("td", {}, area));
  return { line, row: area, show: () => (line.style.display = "") };
};

const recipients = () => {
  const old = asked.get("rows") === "old";
  const [copy, blind] = [["pE", "cc"], ["pB", "bcc"]].map(([name, field]) =>
    make("span", { class: `aB gQ ${name}`, role: "link", tabindex: "1" }, label[field]));
  const links = make("span", {}, copy, blind);
  const [to, cc, bcc] = old
    ? [oldRow("to"), oldRow("cc", true), oldRow("bcc", true)]
    : [newRow("to", false, links), newRow("cc", list("cc").length === 0), newRow("bcc", true)];
  if (old) to.line.append(make("td", {}, links));
  copy.addEventListener("click", () => cc.show());
  blind.addEventListener("click", () => bcc.show());
  return { to, cc, bcc, table: make("table", { class: "GS" }, make("tbody", {}, to.line, cc.line, bcc.line)) };
};

const signature = () => [make("span", { class: "gmail_signature_prefix" }, "-- "), make("br"),
  make("div", { dir: "ltr", class: "gmail_signature", "data-smartmail": "gmail_signature" },
    make("div", {}, make("b", {}, SIGNATURE[0]), make("div", {}, SIGNATURE[1])))];
const quote = () => [make("br"), make("div", { class: "gmail_quote" },
  make("div", { class: "gmail_attr" }, "On Monday Callum wrote:"), make("blockquote", { class: "gmail_quote" }, "Can you help?"))];

const bodyOf = (plain) => {
  const rich = make("div", { class: "Am Al editable", g_editable: "true", role: "textbox", "aria-multiline": "true",
    contenteditable: "true", "aria-label": label.body, style: "min-height:150px;min-width:280px", tabindex: "1" });
  const typed = asked.get("typed");
  rich.append(typed ? make("div", { dir: "ltr" }, typed) : make("div", { dir: "ltr" }, make("br")));
  if (has("signature")) rich.append(make("div", {}, make("br")), ...signature());
  if (has("quote")) rich.append(...quote());
  const area = make("textarea", { class: "Ak", "aria-label": label.body, style: "height:150px;width:300px" });
  area.value = [typed ?? "", has("signature") ? `\n-- \n${SIGNATURE.join("\n")}` : ""].join("");
  return make("table", { class: "An" }, make("tbody", {}, make("tr", {}, make("td", { class: "Ap" },
    make("div", { class: "Ar As", style: plain ? "" : "display:none" }, area),
    make("div", { class: "Ar Au", style: plain ? "display:none" : "" }, rich)))));
};

const send = () => {
  const button = make("div", { class: "T-I J-J5-Ji aoO", role: "button", tabindex: "1" }, label.send);
  button.addEventListener("click", () => (seen.sent += 1));
  return button;
};

// The inside of a compose window: recipients under their cover until it takes the focus, subject, body.
const inside = ({ hideSubject = false, plain = false, folded = true } = {}) => {
  const { to, cc, bcc, table } = recipients();
  const rows = make("div", { class: "fX", style: folded ? "display:none" : "" }, table);
  const cover = make("div", { class: "aoD hl", tabindex: "1", style: folded ? "" : "display:none" });
  const people = [...list("to"), ...list("cc")];
  cover.append(...(people.length > 0 ? people.map((email) => make("span", { email }, email)) : [make("div", {}, label.people)]));
  cover.addEventListener("focus", () => {
    cover.style.display = "none";
    rows.style.display = "";
  });
  const subject = make("input", { class: "aoT", name: "subjectbox", "aria-label": label.subject, placeholder: label.subject });
  subject.value = asked.get("subject") ?? "";
  const form = make("form", { class: "bAs" }, rows, cover,
    make("div", { class: "aoD az6", style: hideSubject ? "display:none" : "" }, subject),
    make("input", { type: "hidden", name: "composeid", value: "1" }));
  if (asked.get("rows") === "old") to.row.value = list("to").join(", ");
  else for (const [row, field] of [[to.row, "to"], [cc.row, "cc"], [bcc.row, "bcc"]]) list(field).forEach((one) => makeChip(row, one));
  return make("div", { class: "M9" }, make("table", {}, make("tbody", {}, make("tr", {}, make("td", { class: "I5" }, form, bodyOf(plain))))), send());
};

let dialogs = 0;
const dialog = (options = {}) => {
  const title = make("div", { class: "Hp", id: `:t${(dialogs += 1)}` }, make("h2", {}, asked.get("subject") || "New"));
  const content = make("div", { style: options.minimised ? "display:none" : "" }, inside(options));
  title.addEventListener("click", () => (content.style.display = content.style.display ? "" : "none"));
  return make("div", { class: "nH Hd", role: "dialog", "aria-labelledby": title.id, style: "width:340px" }, title, content);
};

const thread = (...below) => make("div", { role: "main" },
  make("div", { role: "listitem" }, make("h2", {}, "Quote 1042"), make("div", {}, "Can you help?"), ...below));

const LAYOUTS = {
  none: () => [thread()],
  new: () => [thread(), dialog()],
  full: () => [thread(), make("div", { class: "aSs" }, dialog())],
  popout: () => [make("div", { role: "main" }, inside())],
  plain: () => [thread(), dialog({ plain: true })],
  minimised: () => [thread(), dialog({ minimised: true })],
  reply: () => [thread(), dialog()],
  inline: () => [thread(make("div", { class: "ip adB" }, inside({ hideSubject: true })))],
  two: () => [thread(), dialog(), dialog()],
  twoInline: () => [thread(make("div", { class: "ip" }, inside({ hideSubject: true })), make("div", { class: "ip" }, inside({ hideSubject: true })))],
  withMinimised: () => [thread(), dialog({ minimised: true }), dialog()],
};

const start = () => {
  document.body.append(...LAYOUTS[asked.get("layout") ?? "none"]());
  if (asked.get("names") === "random") window.renameClasses();
};

// A compose link: the window comes late, its recipients later still, as it does in Gmail.
if (asked.get("view") === "cm") {
  const link = new URLSearchParams(location.search);
  asked.set("layout", "popout");
  asked.set("subject", link.get("su"));
  asked.delete("to");
  asked.delete("cc");
  if (asked.get("window") !== "never") setTimeout(() => {
    start();
    document.querySelector(".aoD.hl").dispatchEvent(new FocusEvent("focus"));
    setTimeout(() => ["to", "cc"].forEach((field) => {
      const row = document.querySelector(`.anm[name=${field}]`);
      (link.get(field) ?? "").split(",").filter(Boolean).forEach((one) => makeChip(row, one));
    }), 250);
  }, 250);
} else {
  start();
}
