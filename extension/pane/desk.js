/** @import { Host, LetterCard, QueueLetter, Session, Status } from "./types.js" */
/** @import { Api } from "./api.js" */
/** @import { Held, HeldAnswers } from "./held.js" */
/** @import { Change } from "./undo.js" */
/** @import { QueueState } from "./queue.js" */
/** @import { Texts } from "./texts.js" */
import { PAGE, abilities, answered, isOver, letterIn, marked } from "./queue.js";
import { enable, recommend, show } from "./page.js";
import { hideCard, hideLetter, showCard, showHead } from "./show_letter.js";
import { hideAnswers } from "./show_answers.js";
import { showQueue } from "./show_queue.js";
import { tell, tellLetterTrouble } from "./trouble.js";

/**
 * What lies on the desk: the queue, the letter in front of the person, and the one in hand. Everything that the pane
 * shows follows from it.
 *
 * @typedef {Pick<QueueLetter, "id" | "client" | "company" | "to" | "status" | "state" | "reason" | "call">} Head
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
 * @property {HeldAnswers | null} answers the approved answers to a client, for as long
 * @property {Set<string>} touched letters that were opened, inserted or copied here
 * @property {readonly Change[]} changes what can be undone
 * @property {boolean} busy
 * @property {number} said how often something was said here: what was asked for before is old by then
 */

/** Show everything that follows from the desk. @param {Desk} desk */
export function showDesk(desk) {
  const { queue, letter } = desk;
  showQueue(queue, letter?.id ?? null, desk.texts);
  if (letter) showHead(letter, desk.texts);
  const can = abilitiesOn(desk);
  enable("open-next", Boolean(queue.queue?.gate.open && queue.queue.next));
  enable("sent-next", can.markSent);
  recommend(can.markSent ? "sent-next" : "open-next", can.markSent ? "open-next" : "sent-next");
  for (const id of ["open-this", "insert", "copy"]) enable(id, can.handOut);
  show("answers", can.answer);
  if (!can.answer) hideAnswers();
  for (const id of ["skip", "later"]) show(id, can.skip);
  show("phoned", can.markPhoned);
  show("bounced", can.markBounced);
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
  const [asked, said] = [desk.queue, desk.said];
  const { part, query, later, offset } = asked;
  const answer = await desk.api.queue(departure.id, { part, query, later, offset, limit: PAGE }, asked.etag, desk.signal);
  if (desk.said !== said) return;
  desk.queue = answered(desk.queue, asked, answer);
  if (answer === null) return;
  const before = desk.letter;
  const seen = letterIn(desk.queue, before?.id ?? null);
  if (seen) desk.letter = seen;
  forgetClosed(desk);
  showDesk(desk);
  // A letter that went from this part of the list went somewhere: its own card says where.
  if (before && !(seen && isSame(seen, before))) await readCard(desk, before.id);
  if (before) await passOver(desk, before);
}

/** @param {Head} one @param {Head} other */
function isSame(one, other) {
  return one.state === other.state && one.status === other.status && one.call === other.call;
}

/**
 * Go on when the client in front of the person was told in another window: nobody hears it twice.
 *
 * @param {Desk} desk
 * @param {Head} before
 */
async function passOver(desk, before) {
  const now = desk.letter;
  if (desk.busy || now?.id !== before.id || !before.client || isOver(before.status) || !isOver(now.status)) return;
  desk.held = null;
  const status = desk.texts.say(`pane.status.${now.status}`);
  tell(desk.texts.say("pane.told_elsewhere", { client: now.client, status }));
  await chooseNext(desk);
}

/** Put whose turn it is in front of the person. @param {Desk} desk */
export async function chooseNext(desk) {
  const next = desk.queue.queue?.next;
  if (!next) return putLetterAway(desk);
  await chooseLetter(desk, next.id);
}

/** What the server closed meanwhile is no longer in hand, even if it opens again: then its bytes may be others. @param {Desk} desk */
function forgetClosed(desk) {
  const row = letterIn(desk.queue, desk.held?.letter.id ?? null);
  if (!desk.queue.queue?.gate.open || (row && (row.state !== "approved" || isOver(row.status)))) desk.held = null;
  const answered = letterIn(desk.queue, desk.answers?.letter.id ?? null);
  if (!desk.queue.queue?.gate.open || (answered && answered.state !== "approved")) desk.answers = null;
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
const UNKNOWN = { id: "", client: "", company: "", to: [], status: "to_do", state: "waiting", reason: "", call: "" };

/** @param {Desk} desk @param {string} id */
export async function readCard(desk, id) {
  const { said } = desk;
  try {
    const card = await desk.api.letter(id, desk.signal);
    if (desk.letter?.id !== id) return;
    if (desk.said !== said) return await readCard(desk, id);
    desk.letter = { ...desk.letter, ...headOf(card) };
    showCard(card, desk.texts);
    showDesk(desk);
  } catch (failure) {
    if (desk.letter?.id === id) tellLetterTrouble(desk, failure);
  }
}

/** @param {LetterCard} card */
function headOf({ client, company, to, status, state, reason, call }) {
  return { client, company, to, status, state, reason, call };
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
 * @param {{status: Status, expected: Status, reason?: string}} said
 */
export async function mark(desk, id, { status, expected, reason = "" }) {
  const change = await desk.api.mark(id, { status, expected, reason }, desk.signal);
  desk.said += 1;
  desk.queue = marked(desk.queue, id, change.status);
  if (desk.letter?.id === id) desk.letter = { ...desk.letter, status: change.status, reason };
  return change;
}
