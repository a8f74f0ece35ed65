/**
 * Every place in a mail page that these scripts look for, in one table: what it rests on, where and when it was seen.
 * Mail pages change: mend a layout here. Labels are in the person's language and never looked at.
 *
 * A classic script, since injected scripts cannot be modules; all of them share the one global `segueCompose`.
 * It may run again in the same page, as after an update, and keeps what it knew.
 */

/** @type {import("./types.js").Compose} */
var segueCompose = globalThis.segueCompose ?? { count: 0, pointed: 0 };
segueCompose.names ??= new WeakMap();
segueCompose.written ??= new WeakMap();
segueCompose.chips ??= new WeakMap();

segueCompose.table = {
  gmail: {
    body: {
      selector: "div[contenteditable=true][g_editable=true]",
      rests: "an attribute of Gmail's own editor",
      evidence: "captured compose window; in use since 2014",
      seen: "2020-11",
    },
    hiddenBody: {
      selector: "div[g_editable=true]",
      rests: "the same attribute; in plain-text mode the rich editor stays in the page, hidden",
      evidence: "captured compose window",
      seen: "2020-11",
    },
    plainBody: {
      selector: "textarea:not([name])",
      rests: "recipients in text areas have names, the plain body has none",
      evidence: "captured compose window",
      seen: "2020-11",
    },
    fields: {
      selector: "input[name=composeid], input[name=subjectbox], [name=to]",
      rests: "names of Gmail's own form",
      evidence: "captured compose window",
      seen: "2020-11",
    },
    frame: {
      selector: "[role=dialog], .M9, .ip, [role=main]",
      rests: "roles, then classes: only where the form's names are gone",
      evidence: "captured compose window; scripts of other extensions",
      seen: "2026-03",
    },
    subject: {
      selector: "input[name=subjectbox]",
      rests: "a name of Gmail's own form",
      evidence: "captured compose window",
      seen: "2020-11",
    },
    row: {
      selector: 'div[name="{field}"]',
      rests: "the field's own name, since 2021",
      evidence: "scripts of other extensions",
      seen: "2026-03",
    },
    typing: {
      selector: "input[role=combobox]",
      rests: "a role",
      evidence: "scripts of other extensions",
      seen: "2026-03",
    },
    chip: {
      selector: "[role=option][data-hovercard-id], [aria-multiselectable=true] [role=option]",
      rests: "roles; the attribute carries the address",
      evidence: "scripts of other extensions",
      seen: "2026-03",
    },
    oldRow: {
      selector: 'textarea[name="{field}"]',
      rests: "a name of Gmail's own form, until 2021",
      evidence: "captured compose window",
      seen: "2020-11",
    },
    oldChip: {
      selector: 'input[type=hidden][name="{field}"]',
      rests: "a name of Gmail's own form, until 2021",
      evidence: "scripts of other extensions",
      seen: "2020-11",
    },
    cover: {
      selector: ".aoD.hl",
      rests: "classes; without them, what follows the folded recipients and takes the focus",
      evidence: "captured compose window",
      seen: "2020-11",
    },
    coverAnyName: {
      selector: "[tabindex]",
      rests: "the cover takes the focus, which is what it is for",
      evidence: "captured compose window",
      seen: "2020-11",
    },
    coverChip: {
      selector: "[email]",
      rests: "an attribute with the address, where the recipients are folded",
      evidence: "scripts of other extensions",
      seen: "2026-03",
    },
    copyLink: {
      selector: "span.pE[role=link]",
      rests: "a class and a role; without the class, the first of the only two links beside each other",
      evidence: "captured compose window",
      seen: "2020-11",
    },
    anyLink: {
      selector: "span[role=link]",
      rests: "a role",
      evidence: "captured compose window",
      seen: "2020-11",
    },
    signature: {
      selector: ".gmail_signature, [data-smartmail=gmail_signature]",
      rests: "part of the message itself, which other mail programs read",
      evidence: "messages",
      seen: "2026-03",
    },
    quote: {
      selector: ".gmail_quote",
      rests: "part of the message itself, which other mail programs read",
      evidence: "messages",
      seen: "2026-03",
    },
    folded: {
      selector: "[role=dialog][aria-labelledby]",
      rests: "a role, and the title that names it",
      evidence: "captured compose window; that its title brings it back was not tried on a live account",
      seen: "2020-11",
    },
  },
  outlook: {
    body: {
      selector: "[id^=editorParent] [contenteditable=true]",
      rests: "an id of the page around the editor (roosterjs 9)",
      evidence: "captured body elements",
      seen: "2026-03",
    },
    plainBody: {
      selector: "[id^=editorParent] textarea, [id^=editorParent] [contenteditable=plaintext-only]",
      rests: "the same id, around whatever is typed in; an editor that takes no markup and does not say so needs no row",
      evidence: "guessed from the rich editor; no page in plain-text mode was seen",
      seen: "2026-11",
    },
    anyBody: {
      selector: "[contenteditable=true][role=textbox][aria-multiline=true]",
      rests: "roles: only where the id is gone",
      evidence: "captured body elements",
      seen: "2026-03",
    },
    fields: {
      selector: "[contenteditable=true]:not([aria-multiline=true])",
      rests: "recipients are lines of their own that can be typed in",
      evidence: "scripts of other extensions",
      seen: "2026-03",
    },
    frame: {
      selector: "[id*=docking_InitVisiblePart], [data-app-section=Form_Content], [role=main]",
      rests: "ids and roles of the page",
      evidence: "scripts of other extensions",
      seen: "2026-03",
    },
    row: {
      selector: "[contenteditable=true]:not([aria-multiline=true])",
      rests: "their order: To, Cc, Bcc",
      evidence: "scripts of other extensions; not tried on a live account",
      seen: "2026-03",
    },
    chip: {
      selector: "[contenteditable=false]",
      rests: "a recipient cannot be typed in",
      evidence: "scripts of other extensions",
      seen: "2026-03",
    },
    subject: {
      selector: "input[type=text][autocomplete=off]",
      rests: "attributes; the last one",
      evidence: "scripts of other extensions",
      seen: "2026-03",
    },
    signature: {
      selector: "#Signature",
      rests: "part of the message itself",
      evidence: "captured body elements",
      seen: "2026-03",
    },
    quote: {
      selector: "#appendonsend, #divRplyFwdMsg",
      rests: "part of the message itself",
      evidence: "captured body elements",
      seen: "2026-03",
    },
  },
};
