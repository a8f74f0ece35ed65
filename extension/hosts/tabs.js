/** @import { Cannot } from "../pane/types.js" */
/** @import { Seen } from "../content/types.js" */

/**
 * Which mail tab is in front, and asking it: the scripts go in when a button is pressed, and only there.
 *
 * @typedef {{id?: number, url?: string}} Tab
 * @typedef {object} Browser the browser's own calls, as far as they are used here
 * @property {{query: (wanted: object) => Promise<Tab[]>, create: (wanted: {url: string}) => Promise<Tab>}} tabs
 * @property {{executeScript: (what: any) => Promise<{result?: any}[]>}} scripting
 * @property {{contains: (asked: {origins: string[]}) => Promise<boolean>}} permissions
 *
 * @typedef {object} Ask a question to one tab
 * @property {Browser} browser
 * @property {string[]} files
 */

export const PATIENCE_MS = 10_000;

/**
 * Tabs of a mail program that the person can see: in the pane's own window, and windows that popped out of it. Only
 * where there is none, others: the pane may be a tab itself.
 *
 * @param {Browser} browser
 * @param {string[]} patterns
 * @returns {Promise<Tab[]>}
 */
export async function tabsInFront({ tabs }, patterns) {
  const mail = { url: patterns };
  const [here, popped] = await Promise.all([
    tabs.query({ ...mail, active: true, currentWindow: true, windowType: "normal" }),
    tabs.query({ ...mail, active: true, windowType: "popup" }),
  ]);
  if (here.length + popped.length > 0) return [...here, ...popped];
  const active = await tabs.query({ ...mail, active: true });
  return active.length > 0 ? active : tabs.query({ ...mail, discarded: false });
}

/**
 * Ask the scripts in a tab. They are put there anew unless `again` says that they just were.
 *
 * @param {Ask} ask
 * @param {number} tabId
 * @param {string} verb
 * @param {object} said
 * @param {boolean} [again]
 * @returns {Promise<any>} what they answered; a Cannot where they could not be asked
 */
export async function askTab({ browser, files }, tabId, verb, said, again = false) {
  const target = { tabId };
  try {
    if (!again) await browser.scripting.executeScript({ target, files });
  } catch {
    return cannot("no_access");
  }
  const answers = await browser.scripting.executeScript({ target, func: askHere, args: [verb, said] }).catch(() => []);
  return answers[0]?.result === undefined ? cannot("unexpected") : answers[0].result;
}

/**
 * Runs in the mail page. @param {string} verb @param {object} said
 */
function askHere(verb, said) {
  return globalThis.segueCompose.ask(verb, said);
}

/**
 * End a verb with its pane, and in time.
 *
 * @template T
 * @param {Promise<T>} work
 * @param {AbortSignal} signal
 * @returns {Promise<T | Cannot>}
 */
export function inTime(work, signal) {
  const late = new Promise((resolve) => {
    const end = () => resolve(cannot("timeout"));
    if (signal.aborted) end();
    signal.addEventListener("abort", end, { once: true });
  });
  return Promise.race([work, /** @type {Promise<Cannot>} */ (late)]);
}

/**
 * Choose the tab whose message is meant: the only one with a message, else the one that the person went to last.
 *
 * @param {{tab: number, seen: Seen}[]} answers
 * @returns {{tab: number, seen: Seen} | null} null when nobody can tell
 */
export function chosen(answers) {
  const holding = answers.filter(({ seen }) => seen.count > 0);
  if (holding.length === 1) return holding[0];
  const [last] = holding.filter(({ seen }) => seen.pointed > 0).sort((one, other) => other.seen.pointed - one.seen.pointed);
  return last ?? null;
}

/** @param {string} code @returns {Cannot} */
export function cannot(code) {
  return { done: false, code };
}
