/** @import { Cannot, Host, OpenedLetter, Recipients } from "../pane/types.js" */
/** @import { Browser, Tab } from "./tabs.js" */
import { PATIENCE_MS, askTab, cannot, chosen, inTime, tabsInFront } from "./tabs.js";

/**
 * The three verbs for a mail program in a tab of this browser.
 *
 * @typedef {object} Program what differs
 * @property {string} name
 * @property {string[]} patterns addresses of its tabs
 * @property {string} script the script for its pages, beside those that all share
 * @property {(letter: OpenedLetter, tab: string) => string} link to a new message with To, Cc and subject; `tab` is the
 *   address of a tab of the same account, "" without one
 *
 * @typedef {{tab: number, window: string}} Aim
 */

const SHARED = ["selectors", "page", "words", "recipients", "writing", "compose"];
const LOOK_AGAIN_MS = 100;
const CHIPS_MS = 2_500;

/**
 * @param {Browser} browser
 * @param {Program} program
 * @param {number} [patience] milliseconds for each verb
 * @returns {Host}
 */
export function programHost(browser, program, patience = PATIENCE_MS) {
  const asking = { browser, files: [...SHARED, program.script].map((name) => `/content/${name}.js`) };
  /** @type {Aim | null} the message that was just opened, until it was read once */
  let aim = null;
  /** @param {AbortSignal} signal */
  const timed = (signal) => AbortSignal.any([signal, AbortSignal.timeout(patience)]);

  return {
    name: program.name,
    open: async (letter, signal) => {
      const ending = timed(signal);
      const place = await inTime(opened(asking, program, letter, ending), ending);
      if ("done" in place) return place;
      aim = place.window ? { ...place, window: place.window } : await arrival(asking, place.tab, letter, ending);
      return aim ? { done: true } : cannot("link_only");
    },
    recipients: async (signal) => {
      const wanted = aim;
      aim = null;
      return inTime(wanted ? readIn(asking, wanted.tab, wanted.window) : readInFront(asking, program), timed(signal));
    },
    insert: async (letter, signal, choices) => {
      const [tab, window] = choices.expected.window.split("/");
      const said = { letter, choices, window, until: Date.now() + patience };
      return inTime(askTab(asking, Number(tab), "insert", said, true), timed(signal));
    },
  };
}

/** @typedef {import("./tabs.js").Ask} Asking */

/** @param {Asking} asking @param {Program} program @returns {Promise<Recipients | Cannot>} */
async function readInFront(asking, program) {
  const tabs = await tabsInFront(asking.browser, program.patterns);
  if (tabs.length === 0) return cannot("no_tab");
  const all = await Promise.all(tabs.map(async (tab) => ({ tab: tab.id ?? -1, seen: await askTab(asking, tab.id ?? -1, "read", {}) })));
  const answers = all.filter(({ seen }) => "count" in seen);
  if (answers.length === 0) return all[0].seen;
  if (answers.every(({ seen }) => seen.count === 0)) return answers[0].seen.front;
  const found = chosen(answers);
  if (found) return named(found.tab, found.seen.front);
  await Promise.all(answers.map(({ tab }) => askTab(asking, tab, "watch", {}, true)));
  return cannot("which_window");
}

/** @param {Asking} asking @param {number} tab @param {string} window @returns {Promise<Recipients | Cannot>} */
async function readIn(asking, tab, window) {
  const seen = await askTab(asking, tab, "read", { window }, true);
  return "front" in seen ? named(tab, seen.front) : seen;
}

/** @param {number} tab @param {Recipients | Cannot} front @returns {Recipients | Cannot} */
function named(tab, front) {
  return front.done ? { ...front, window: `${tab}/${front.window}` } : front;
}

/**
 * Take the message in front if nobody has begun it, else open one by its link, which is still to come then.
 *
 * @param {Asking} asking
 * @param {Program} program
 * @param {OpenedLetter} letter
 * @param {AbortSignal} signal
 * @returns {Promise<{tab: number, window?: string} | Cannot>}
 */
async function opened(asking, program, letter, signal) {
  const tabs = await tabsInFront(asking.browser, program.patterns);
  const fresh = tabs.length === 1 ? await askTab(asking, tabs[0].id ?? -1, "fresh", {}) : null;
  if (typeof fresh === "string") return { tab: tabs[0].id ?? -1, window: fresh };
  if (signal.aborted) return cannot("timeout");
  const tab = await asking.browser.tabs.create({ url: program.link(letter, tabs[0]?.url ?? "") });
  return { tab: tab.id ?? -1 };
}

/**
 * Wait for the message that a link opened, and a little for its recipients, which come after it.
 *
 * @param {Asking} asking
 * @param {number} tab
 * @param {OpenedLetter} letter
 * @param {AbortSignal} signal
 * @returns {Promise<Aim | null>} null when it did not come in time
 */
async function arrival(asking, tab, { to }, signal) {
  let since = Infinity;
  while (!signal.aborted) {
    const seen = await inTime(askTab(asking, tab, "arrived", { to }), signal);
    if (seen && "window" in seen) {
      since = Math.min(since, performance.now());
      if (seen.addressed || performance.now() - since > CHIPS_MS) return { tab, window: seen.window };
    }
    await inTime(new Promise((done) => setTimeout(done, LOOK_AGAIN_MS)), signal); // a tab behind others wakes late
  }
  return null;
}

/**
 * A link with as much of To, Cc and subject as fits; the rest is filled in with the text.
 *
 * @param {string} start up to and with "?" and what is always in it
 * @param {{to: string, cc: string, subject: string}} names of the fields in this program's links
 * @param {Pick<OpenedLetter, "to" | "cc" | "subject">} letter
 */
export function composeAddress(start, names, { to, cc, subject }) {
  const LONGEST = 4_000;
  const fields = [[names.to, to.join(",")], [names.subject, subject], [names.cc, cc.join(",")]];
  return fields.reduce((link, [name, value]) => {
    const longer = `${link}&${name}=${encodeURIComponent(value)}`;
    return value && longer.length < LONGEST ? longer : link;
  }, start);
}
