/** @import { Host } from "../pane/types.js" */
/** @import { Browser } from "./tabs.js" */
import { composeAddress, programHost } from "./program.js";

/** Gmail in a tab of this browser. */
export const GMAIL_TABS = ["https://mail.google.com/*"];

/** @param {Browser} browser @param {number} [patience] @returns {Host} */
export function gmailHost(browser, patience) {
  return programHost(browser, { name: "gmail", patterns: GMAIL_TABS, script: "gmail", link: gmailLink }, patience);
}

/**
 * A link to a new message of the same account: the number or the shared mailbox in the tab's address names it.
 *
 * @param {Parameters<typeof composeAddress>[2]} letter
 * @param {string} tab
 */
export function gmailLink(letter, tab) {
  const account = /^https:\/\/mail\.google\.com\/mail\/((?:u\/\d+|b\/[^/?#]+)\/)/.exec(tab)?.[1] ?? "";
  const names = { to: "to", cc: "cc", subject: "su" };
  return composeAddress(`https://mail.google.com/mail/${account}?view=cm&fs=1&tf=1`, names, letter);
}
