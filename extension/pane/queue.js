/** @import { Part, Queue, QueueLetter, State, Status } from "./types.js" */

/**
 * What the pane knows of the queue, and what follows from it. Pure: every function returns a new state.
 *
 * @typedef {object} QueueState
 * @property {Part} part
 * @property {string} query
 * @property {readonly string[]} later letters put off: their turn is after all others, in this pane alone
 * @property {number} offset
 * @property {string} etag of the page that `queue` is, empty when it has to be asked for again
 * @property {Queue | null} queue
 */

/** How many letters one page of the list holds. */
export const PAGE = 50;
const MOST_PUT_OFF = 100;

/** @type {QueueState} */
export const EMPTY = { part: "left", query: "", later: [], offset: 0, etag: "", queue: null };

/** Nobody has to do anything more by such a letter. @param {Status | undefined} status */
export const isOver = (status) => status === "sent" || status === "phoned" || status === "skipped";

/** A search looks at everybody: also at who was told and went from the list. @param {QueueState} state @param {string} query @returns {QueueState} */
export function searched(state, query) {
  const tidy = query.trim();
  return tidy === state.query ? state : { ...state, query: tidy, part: tidy ? "all" : "left", offset: 0, etag: "" };
}

/** @param {QueueState} state @param {Part} part @returns {QueueState} */
export function narrowed(state, part) {
  return part === state.part ? state : { ...state, part, offset: 0, etag: "" };
}

/** @param {QueueState} state @param {-1 | 1} direction @returns {QueueState} */
export function turned(state, direction) {
  const offset = state.offset + direction * PAGE;
  const last = Math.max((state.queue?.matching ?? 0) - 1, 0);
  return offset < 0 || offset > last ? state : { ...state, offset, etag: "" };
}

/** Let a letter's turn come after all others. @param {QueueState} state @param {string} id @returns {QueueState} */
export function putOff(state, id) {
  const later = [...state.later.filter((one) => one !== id), id].slice(-MOST_PUT_OFF);
  return { ...state, later, etag: "" };
}

/** Let a letter's turn come as it would have. @param {QueueState} state @param {string} id @returns {QueueState} */
export function takenUp(state, id) {
  return { ...state, later: state.later.filter((one) => one !== id), etag: "" };
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
  const isAsked = /** @type {const} */ (["part", "query", "later", "offset"]).every((name) => state[name] === asked[name]);
  if (answer === null || !isAsked) return state;
  const { queue, etag } = answer;
  // Letters can be erased under our feet: an empty page beyond the end is no place to stay.
  if (queue.letters.length === 0 && state.offset > 0) return { ...state, offset: 0, etag: "", queue };
  if (state.part === "left" && queue.total > 0 && countOf(queue, "left") === 0) return { ...state, part: "all", etag: "", queue };
  return { ...state, etag, queue };
}

/** @param {Queue | null} queue @param {Part} part */
export function countOf(queue, part) {
  return queue?.parts.find((one) => one.part === part)?.count ?? 0;
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
  const first = ready.find((letter) => letter.status === "to_do") ?? ready[0] ?? null;
  const next = queue.next?.id === id && !isToGo(status) ? first : queue.next;
  return { ...state, etag: "", queue: { ...queue, letters, next } };
}

/** @param {QueueState} state @param {string | null} id @returns {QueueLetter | null} */
export function letterIn({ queue }, id) {
  return queue?.letters.find((letter) => letter.id === id) ?? (queue?.next?.id === id ? queue.next : null);
}

/**
 * Say what may be done with a letter; the server decides again in any case.
 *
 * @param {Pick<QueueLetter, "status" | "state" | "call"> | null} letter
 * @param {boolean} gateOpen
 * @param {boolean} inHand whether it was opened, inserted or copied here
 */
export function abilities(letter, gateOpen, inHand) {
  const isLeft = letter !== null && !isOver(letter.status);
  const approved = letter?.state === "approved";
  const underWay = letter?.status === "inserted" || letter?.status === "drafted";
  return {
    handOut: isLeft && gateOpen && approved && letter.call !== "held" && letter.status !== "bounced",
    // "Sent" needs a letter that was in hand: pressing the key twice must not tick off a client who heard nothing.
    markSent: isLeft && approved && letter.status !== "bounced" && (inHand || underWay),
    markPhoned: isLeft,
    markBounced: approved && letter.status === "sent",
    answer: letter !== null && gateOpen && approved,
    skip: isLeft,
    putBack: letter !== null && (!isLeft || letter.status === "bounced"),
  };
}
