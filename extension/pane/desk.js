/** @import { Host, LetterCard, QueueLetter, Session, Status } from "./types.js" */
/** @import { Api } from "./api.js" */
/** @import { Held } from "./held.js" */
/** @import { Change } from "./undo.js" */
/** @import { QueueState } from "./queue.js" */
/** @import { Texts } from "./texts.js" */
import { abilities, answered, letterIn, marked } from "./queue.js";
import { enable, recommend, show } from "./page.js";
import { hideCard, hideLetter, showCard, showHead } from "./show_letter.js";
import { showQueue } from "./show_queue.js";
import { tellLetterTrouble } from "./trouble.js";

/**
 * What lies on the desk: the queue, the letter in front of the person, and the one in hand. Everything that the pane
 * shows follows from it.
 *
 * @typedef {Pick<QueueLetter, "id" | "client" | "company" | "to" | "status" | "state" | "reason">} Head
 *
 * @typedef {object} Desk
 * @property {Api} api
 * @property {Host} host
 * @property {AbortSignal} signal
 * @property {() => number} clock
 * @property {Session} session
 * @property {Texts} texts
 * @property {QueueState} queue
 * @property {Head | null} letter in front of the person
 * @property {Held | null} held the approved bytes, for ten minutes
 * @property {Set<string>} touched letters that were opened, inserted or copied here
 * @property {readonly Change[]} changes what can be undone
 * @property {boolean} busy
 */

/** Show everything that follows from the desk. @param {Desk} desk */
export function showDesk(desk) {
  const { queue, letter } = desk;
  showQueue(queue, letter?.id ?? null, desk.texts);
  if (letter) showHead(letter, desk.texts);
  const can = abilitiesOn(desk);
  enable("open-next", Boolean(queue.queue?.gate.open && queue.queue.next_id));
  enable("sent-next", can.markSent);
  recommend(can.markSent ? "sent-next" : "open-next", can.markSent ? "open-next" : "sent-next");
  for (const id of ["open-this", "insert", "copy"]) enable(id, can.handOut);
  enable("skip", can.skip);
  show("skip", !can.putBack);
  show("put-back", can.putBack);
  show("undo", desk.changes.length > 0);
}

/** @param {Desk} desk */
export function abilitiesOn({ letter, queue, touched }) {
  return abilities(letter, Boolean(queue.queue?.gate.open), letter !== null && touched.has(letter.id));
}

/**
 * Ask for the queue and take what it says of the letter in front of the person.
 *
 * @param {Desk} desk
 */
export async function readQueue(desk) {
  const { departure } = desk.session;
  if (!departure) return;
  const asked = desk.queue;
  const page = { query: asked.query, offset: asked.offset, limit: 50 };
  const answer = await desk.api.queue(departure.id, page, asked.etag, desk.signal);
  desk.queue = answered(desk.queue, asked, answer);
  if (answer === null) return;
  const seen = letterIn(desk.queue, desk.letter?.id ?? null);
  const stale = seen && desk.letter && (seen.state !== desk.letter.state || seen.status !== desk.letter.status);
  if (seen) desk.letter = seen;
  forgetClosed(desk);
  showDesk(desk);
  if (stale) await readCard(desk, seen.id);
}

/** What the server closed meanwhile is no longer in hand, even if it opens again: then its bytes may be others. @param {Desk} desk */
function forgetClosed(desk) {
  const row = letterIn(desk.queue, desk.held?.letter.id ?? null);
  if (!desk.queue.queue?.gate.open || (row && row.state !== "approved")) desk.held = null;
}

/**
 * Put a letter in front of the person and fetch its preview.
 *
 * @param {Desk} desk
 * @param {string} id
 */
export async function chooseLetter(desk, id) {
  tellLetterTrouble(desk, null);
  if (desk.letter?.id !== id) {
    desk.letter = letterIn(desk.queue, id) ?? { ...UNKNOWN, id };
    hideCard();
  }
  showDesk(desk);
  await readCard(desk, id);
}

/** @type {Head} */
const UNKNOWN = { id: "", client: "", company: "", to: [], status: "to_do", state: "waiting", reason: "" };

/** @param {Desk} desk @param {string} id */
async function readCard(desk, id) {
  try {
    const card = await desk.api.letter(id, desk.signal);
    if (desk.letter?.id !== id) return;
    desk.letter = { ...desk.letter, ...headOf(card) };
    showCard(card, desk.texts);
    showDesk(desk);
  } catch (failure) {
    if (desk.letter?.id === id) tellLetterTrouble(desk, failure);
  }
}

/** @param {LetterCard} card */
function headOf({ client, company, to, status, state }) {
  return { client, company, to, status, state };
}

/** @param {Desk} desk */
export function putLetterAway(desk) {
  desk.letter = null;
  tellLetterTrouble(desk, null);
  hideLetter();
  showDesk(desk);
}

/**
 * Record what happened to a letter, here too, so that the page need not wait for the next reading of the queue.
 *
 * @param {Desk} desk
 * @param {string} id
 * @param {Status} status
 * @param {string} reason
 */
export async function mark(desk, id, status, reason) {
  const change = await desk.api.mark(id, status, reason, desk.signal);
  desk.queue = marked(desk.queue, id, change.status);
  if (desk.letter?.id === id) desk.letter = { ...desk.letter, status: change.status, reason };
  return change;
}
