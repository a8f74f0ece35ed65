/** @import { Queue, QueueLetter, State, Status } from "./types.js" */

/**
 * What the pane knows of the queue, and what follows from it. Pure: every function returns a new state.
 *
 * @typedef {object} QueueState
 * @property {string} query
 * @property {number} offset
 * @property {string} etag of the page that `queue` is, empty when it has to be asked for again
 * @property {Queue | null} queue
 */

/** How many letters one page of the list holds. */
export const PAGE = 50;

/** @type {QueueState} */
export const EMPTY = { query: "", offset: 0, etag: "", queue: null };

/** @param {QueueState} state @param {string} query @returns {QueueState} */
export function searched(state, query) {
  const tidy = query.trim();
  return tidy === state.query ? state : { ...state, query: tidy, offset: 0, etag: "" };
}

/** @param {QueueState} state @param {-1 | 1} direction @returns {QueueState} */
export function turned(state, direction) {
  const offset = state.offset + direction * PAGE;
  const last = Math.max((state.queue?.matching ?? 0) - 1, 0);
  return offset < 0 || offset > last ? state : { ...state, offset, etag: "" };
}

/**
 * Take the server's answer, unless the person searched or turned the page while it was on its way.
 *
 * @param {QueueState} state as it is now
 * @param {QueueState} asked as it was when the question left
 * @param {{queue: Queue, etag: string} | null} answer null for "not modified"
 * @returns {QueueState}
 */
export function answered(state, asked, answer) {
  if (answer === null || state.query !== asked.query || state.offset !== asked.offset) return state;
  // Letters can be erased under our feet: an empty page beyond the end is no place to stay.
  if (answer.queue.letters.length === 0 && state.offset > 0) return { ...state, offset: 0, etag: "", queue: answer.queue };
  return { ...state, etag: answer.etag, queue: answer.queue };
}

/**
 * Take what was just done to a letter, before the list is read again: without the server that may be a while, and who
 * was told must not be the next.
 *
 * @param {QueueState} state
 * @param {string} id
 * @param {Status} status
 * @returns {QueueState}
 */
export function marked(state, id, status) {
  const { queue } = state;
  if (!queue) return state;
  const letters = queue.letters.map((letter) => (letter.id === id ? { ...letter, status } : letter));
  const isToGo = (/** @type {Status} */ one) => one === "to_do" || one === "drafted";
  const ready = letters.filter((letter) => isToGo(letter.status) && letter.state === "approved");
  const next = ready.find((letter) => letter.status === "to_do") ?? ready[0];
  const next_id = queue.next_id === id && !isToGo(status) ? (next?.id ?? null) : queue.next_id;
  return { ...state, etag: "", queue: { ...queue, letters, next_id } };
}

/** @param {QueueState} state @param {string | null} id @returns {QueueLetter | null} */
export function letterIn(state, id) {
  return state.queue?.letters.find((letter) => letter.id === id) ?? null;
}

/**
 * Say what may be done with a letter; the server decides again in any case.
 *
 * @param {{status: Status, state: State} | null} letter
 * @param {boolean} gateOpen
 * @param {boolean} inHand whether it was opened, inserted or copied here
 */
export function abilities(letter, gateOpen, inHand) {
  const finished = letter?.status === "sent" || letter?.status === "skipped";
  const handOut = letter !== null && gateOpen && letter.state === "approved" && !finished;
  const underWay = inHand || letter?.status === "inserted" || letter?.status === "drafted";
  return {
    handOut,
    // "Sent" needs a letter that was in hand: pressing the key twice must not tick off a client who heard nothing.
    markSent: letter !== null && !finished && letter.state === "approved" && underWay,
    skip: letter !== null && !finished,
    putBack: finished,
  };
}
