/** @import { Host } from "../pane/types.js" */
/** @import { Browser } from "./tabs.js" */
import { GMAIL_TABS, gmailHost } from "./gmail.js";
import { OUTLOOK_TABS, outlookWebHost } from "./outlook_web.js";
import { cannot, tabsInFront } from "./tabs.js";

/**
 * Whichever mail program the person has beside the panel: the one in the tab in front, else the only one that is open.
 *
 * @param {Browser} [browser]
 * @returns {Host}
 */
export function mailHost(browser = chrome) {
  const known = [
    { host: gmailHost(browser), patterns: GMAIL_TABS },
    { host: outlookWebHost(browser), patterns: OUTLOOK_TABS },
  ];
  /** @type {Host | null} the one whose message was read */
  let reading = null;
  /** A message that was just opened is read where it was opened, whatever tab is in front meanwhile. */
  let opened = false;

  const beside = async () => {
    for (const { host, patterns } of known) {
      const front = await browser.tabs.query({ url: patterns, active: true, currentWindow: true });
      if (front.length > 0) return host;
    }
    const tabs = await Promise.all(known.map(({ patterns }) => tabsInFront(browser, patterns)));
    const open = known.filter((_, at) => tabs[at].length > 0);
    return open.length === 1 ? open[0].host : null;
  };
  /** A tab that the browser closes to the extension is out of its sight: then it cannot say that there is none. */
  const nothing = async () => {
    const origins = known.flatMap(({ patterns }) => patterns);
    const open = await browser.permissions.contains({ origins });
    return cannot(open ? "no_tab" : "no_access");
  };
  return {
    name: "mail",
    open: async (letter, signal) => {
      reading = await beside();
      const outcome = reading ? await reading.open(letter, signal) : await nothing();
      opened = outcome.done;
      return outcome;
    },
    recipients: async (signal) => {
      if (!opened) reading = await beside();
      opened = false;
      return reading ? reading.recipients(signal) : nothing();
    },
    insert: async (letter, signal, choices) => (reading ? reading.insert(letter, signal, choices) : cannot("changed")),
  };
}
