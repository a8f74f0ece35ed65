import { GMAIL_TABS } from "../hosts/gmail.js";
import { OUTLOOK_TABS } from "../hosts/outlook_web.js";
import { element, part, show, write } from "../pane/page.js";

/**
 * A person may close the mail pages to an extension in the browser's settings, and Firefox also does it by itself with
 * pages that came with an update. Then the panel names them and asks for them, from a click, as browsers want it.
 */

const MAIL = [...GMAIL_TABS, ...OUTLOOK_TABS];
const message = (/** @type {string} */ name) => chrome.i18n.getMessage(`extension_${name}`);

/** Show above everything else which mail pages are closed, for as long as some are. */
export async function showMailAccess() {
  /** @type {string[]} */
  let closed = [];
  const look = async () => {
    closed = await closedOf(MAIL);
    const names = closed.map((pattern) => pattern.split("/")[2]).join(", ");
    write("mail-closed", closed.length > 0 ? message("mail_closed").replace("{hosts}", names) : "");
    show("mail-access", closed.length > 0);
  };
  const ask = element("button", { type: "button", id: "mail-allow" }, message("mail_allow"));
  ask.addEventListener("click", () => void chrome.permissions.request({ origins: closed }).then(look, look));
  const said = element("p", { id: "mail-closed", role: "status" });
  part("trouble").before(element("section", { class: "note", id: "mail-access", hidden: "" }, said, ask));
  for (const event of [chrome.permissions.onAdded, chrome.permissions.onRemoved]) event.addListener(() => void look());
  await look();
}

/** @param {string[]} patterns @returns {Promise<string[]>} */
async function closedOf(patterns) {
  const open = await Promise.all(patterns.map((one) => chrome.permissions.contains({ origins: [one] })));
  return patterns.filter((_, at) => !open[at]);
}
