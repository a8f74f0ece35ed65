/** @import { Host } from "../pane/types.js" */
/** @import { Browser } from "./tabs.js" */
import { composeAddress, programHost } from "./program.js";

/** Outlook on the web in a tab of this browser. */
const HOSTS = ["outlook.office.com", "outlook.office365.com", "outlook.live.com", "outlook.cloud.microsoft"];
export const OUTLOOK_TABS = HOSTS.map((host) => `https://${host}/*`);

/** @param {Browser} browser @param {number} [patience] @returns {Host} */
export function outlookWebHost(browser, patience) {
  return programHost(browser, { name: "outlook_web", patterns: OUTLOOK_TABS, script: "outlook", link: outlookLink }, patience);
}

/**
 * A link to a new message at the same address and account as the tab. Whether Cc is read from it could not be tried:
 * what is missing is filled in with the text.
 *
 * @param {Parameters<typeof composeAddress>[2]} letter
 * @param {string} tab
 */
export function outlookLink(letter, tab) {
  const [, host = HOSTS[0], account = ""] = /^https:\/\/([^/]+)\/mail\/(\d+\/)?/.exec(tab) ?? [];
  const known = HOSTS.includes(host) ? host : HOSTS[0];
  return composeAddress(`https://${known}/mail/${account}deeplink/compose?`, { to: "to", cc: "cc", subject: "subject" }, letter);
}
