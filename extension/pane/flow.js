/** @import { Host, Inserted, OpenedLetter, Recipients, TestCopy } from "./types.js" */
import { guard, guardTest } from "./guard.js";

/**
 * The steps between "Open next" and a text in the message, free of pages and of the network.
 *
 * @typedef {"extra" | "replace" | "again" | "drafts" | "twice"} Question
 * @typedef {(question: Question, addresses: string[]) => Promise<boolean>} AskPerson
 * @typedef {{done: false, code: string, addresses: string[]}} NotInserted
 *   a host's code, or the guard's: `other_recipient` (refused), `declined` (the person said no)
 * @typedef {Inserted | NotInserted} Outcome
 */

/**
 * Open a window for the letter and insert it there. A host that cannot open says so and inserts nothing.
 *
 * @param {OpenedLetter | TestCopy} letter
 * @param {Host} host
 * @param {AskPerson} ask
 * @param {AbortSignal} signal
 * @returns {Promise<Outcome>}
 */
export async function openAndInsert(letter, host, ask, signal) {
  const opened = await host.open(letter, signal);
  return opened.done ? insertGuarded(letter, host, ask, signal) : { ...opened, addresses: [] };
}

/**
 * Insert into the message in front of the person, after the guard has read whom it goes to.
 *
 * @param {OpenedLetter | TestCopy} letter
 * @param {Host} host
 * @param {AskPerson} ask
 * @param {AbortSignal} signal
 * @returns {Promise<Outcome>}
 */
export async function insertGuarded(letter, host, ask, signal) {
  const message = await host.recipients(signal);
  if (!message.done) return { ...message, addresses: [] };
  const { verdict, strangers } = "test" in letter ? guardTest(letter, message) : guard(letter, message);
  if (verdict === "other") return { done: false, code: "other_recipient", addresses: strangers };
  if (verdict === "extra" && !(await ask("extra", strangers))) return declined(strangers);
  return insertOnce(letter, host, ask, signal, message);
}

/**
 * @param {OpenedLetter} letter
 * @param {Host} host
 * @param {AskPerson} ask
 * @param {AbortSignal} signal
 * @param {Recipients} expected
 * @returns {Promise<Outcome>}
 */
async function insertOnce(letter, host, ask, signal, expected) {
  const first = await host.insert(letter, signal, { expected, replace: false });
  if (first.done) return first;
  if (first.code !== "already") return { ...first, addresses: [] };
  if (!(await ask(host.byHand ? "again" : "replace", letter.to))) return declined([]);
  const second = await host.insert(letter, signal, { expected, replace: true });
  return second.done ? second : { ...second, addresses: [] };
}

/** @param {string[]} addresses @returns {NotInserted} */
function declined(addresses) {
  return { done: false, code: "declined", addresses };
}
