/** @import { Desk, Head } from "./desk.js" */
/** @import { Outcome } from "./flow.js" */
/** @import { Held } from "./held.js" */
import { copyRich } from "../hosts/clipboard.js";
import { abilitiesOn, chooseLetter, mark, putLetterAway, showDesk } from "./desk.js";
import { insertGuarded, openAndInsert } from "./flow.js";
import { stillHeld } from "./held.js";
import { part } from "./page.js";
import { askAbout, askReason } from "./questions.js";
import { tell } from "./trouble.js";
import { lastOf, remembered, without } from "./undo.js";

/**
 * What a person does in the pane. Every function throws Problem or Unreachable; the caller shows it beside the letter.
 */

/** Window, recipients, subject and text of the next letter, in one go (H3). @param {Desk} desk */
export async function openNext(desk) {
  const id = desk.queue.queue?.next_id;
  if (!desk.queue.queue?.gate.open || !id) return tell(part("next-line").textContent ?? "");
  await openLetter(desk, id);
}

/** @param {Desk} desk */
export async function openThis(desk) {
  if (desk.letter && abilitiesOn(desk).handOut) return openLetter(desk, desk.letter.id);
  tell(desk.texts.say("pane.not_now"));
}

/** @param {Desk} desk @param {string} id */
async function openLetter(desk, id) {
  void chooseLetter(desk, id);
  tell(desk.texts.say("pane.opening"));
  desk.held = null;
  const { letter } = await take(desk, id);
  const ask = askAbout(desk.texts, desk.letter?.client ?? "");
  await conclude(desk, id, await openAndInsert(letter, desk.host, ask, desk.signal));
}

/** Insert into the message that the person has open. @param {Desk} desk */
export async function insertHere(desk) {
  const chosen = desk.letter;
  if (!chosen || !abilitiesOn(desk).handOut) return tell(desk.texts.say("pane.not_now"));
  const { letter } = await take(desk, chosen.id);
  const ask = askAbout(desk.texts, chosen.client);
  await conclude(desk, chosen.id, await insertGuarded(letter, desk.host, ask, desk.signal));
}

/** @param {Desk} desk */
export async function copyLetter(desk) {
  const chosen = desk.letter;
  if (!chosen || !abilitiesOn(desk).handOut) return tell(desk.texts.say("pane.not_now"));
  const copied = await copyRich(
    take(desk, chosen.id).then((held) => held.letter),
    window,
  );
  if (copied) desk.touched.add(chosen.id);
  tell(desk.texts.say(copied ? "pane.copied" : "pane.not_copied"));
}

/** @param {Desk} desk @param {string} id @returns {Promise<Held>} */
async function take(desk, id) {
  if (desk.held && stillHeld(desk.held, id, desk.clock())) return desk.held;
  desk.held = await desk.api.open(id, desk.signal);
  return desk.held;
}

/**
 * Say what was done and what was not, and record only what was read back.
 *
 * @param {Desk} desk
 * @param {string} id
 * @param {Outcome} outcome
 */
async function conclude(desk, id, outcome) {
  if (!outcome.done) {
    if (["copied", "opened_only", "displayed"].includes(outcome.code)) desk.touched.add(id);
    return tell(desk.texts.say(`pane.outcome.${outcome.code}`, { addresses: outcome.addresses.join(", ") }));
  }
  const parts = /** @type {const} */ (["to", "cc", "subject", "body"]);
  const missing = parts.filter((name) => !outcome.confirmed[name]);
  const names = [...missing.map((name) => desk.texts.say(`pane.part.${name}`)), ...(outcome.unsure ?? [])].join(", ");
  const whole = outcome.kept_subject ? "pane.inserted_own_subject" : "pane.inserted";
  const said = desk.texts.say(missing.length > 0 ? "pane.inserted_partly" : whole, { parts: names });
  tell(desk.host.byHand ? `${said} ${desk.texts.say("pane.by_hand")}` : said);
  if (!outcome.confirmed.body) return;
  desk.touched.add(id);
  await mark(desk, id, "inserted", "");
}

/** "Sent, next": the person says that it went out; Segue shows the next one. @param {Desk} desk */
export async function sentNext(desk) {
  if (!desk.letter || !abilitiesOn(desk).markSent) return tell(desk.texts.say("pane.not_in_hand"));
  await finish(desk, desk.letter, "sent", "", "pane.marked_sent");
}

/** @param {Desk} desk */
export async function skip(desk) {
  const chosen = desk.letter;
  if (!chosen || !abilitiesOn(desk).skip) return tell(desk.texts.say("pane.not_now"));
  const reason = await askReason(desk.texts, chosen.client);
  if (reason) await finish(desk, chosen, "skipped", reason, "pane.marked_skipped");
}

/** @param {Desk} desk @param {Head} chosen @param {"sent" | "skipped"} status @param {string} reason @param {string} key */
async function finish(desk, chosen, status, reason, key) {
  const change = await mark(desk, chosen.id, status, reason);
  const { id, client } = chosen;
  desk.changes = remembered(desk.changes, { id, client, from: change.previous, to: status, reason: chosen.reason });
  desk.touched.delete(id);
  if (desk.held?.letter.id === id) desk.held = null; // what went out is not inserted again from memory
  tell(desk.texts.say(key, { client }));
  if (!change.next_id) return putLetterAway(desk);
  void chooseLetter(desk, change.next_id);
}

/** @param {Desk} desk */
export async function putBack(desk) {
  const chosen = desk.letter;
  if (!chosen || !abilitiesOn(desk).putBack) return tell(desk.texts.say("pane.not_now"));
  const { id, client, reason } = chosen;
  const change = await mark(desk, id, "to_do", "");
  desk.changes = remembered(desk.changes, { id, client, from: change.previous, to: "to_do", reason });
  tell(desk.texts.say("pane.marked_to_do", { client }));
}

/** Take back the newest change of status. @param {Desk} desk */
export async function undo(desk) {
  const change = lastOf(desk.changes);
  if (!change) return tell(desk.texts.say("pane.nothing_to_undo"));
  await mark(desk, change.id, change.from, change.from === "skipped" ? change.reason : "");
  desk.changes = without(desk.changes, change);
  // It was in hand before; without this a letter that was copied could not be marked again.
  if (change.to === "sent") desk.touched.add(change.id);
  tell(desk.texts.say("pane.undone", { client: change.client }));
  showDesk(desk);
  void chooseLetter(desk, change.id);
}
