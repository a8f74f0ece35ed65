/** @import { Desk, Head } from "./desk.js" */
/** @import { Status } from "./types.js" */
import { abilitiesOn, chooseLetter, chooseNext, mark, readQueue, showDesk } from "./desk.js";
import { putOff, takenUp } from "./queue.js";
import { askReason } from "./questions.js";
import { tell } from "./trouble.js";
import { lastOf, remembered, without } from "./undo.js";

/**
 * What a person says of a client: told by letter or by phone, skipped, came back, not now; and each of them undone.
 * Every function throws Problem or Unreachable; the caller shows it beside the letter.
 */

/** "Sent, next": the person says that it went out; Segue shows the next one. @param {Desk} desk */
export async function sentNext(desk) {
  if (!desk.letter || !abilitiesOn(desk).markSent) return tell(desk.texts.say("pane.not_in_hand"));
  await finish(desk, desk.letter, "sent");
}

/** Told by phone: no letter is needed. @param {Desk} desk */
export async function phoned(desk) {
  if (!desk.letter || !abilitiesOn(desk).markPhoned) return tell(desk.texts.say("pane.not_now"));
  await finish(desk, desk.letter, "phoned");
}

/** @param {Desk} desk */
export async function skip(desk) {
  const chosen = desk.letter;
  if (!chosen || !abilitiesOn(desk).skip) return tell(desk.texts.say("pane.not_now"));
  const reason = await askReason(desk.texts, chosen.client);
  if (reason) await finish(desk, chosen, "skipped", reason);
}

/** "Later" says nothing of the client: his turn comes after the others', in this pane alone. @param {Desk} desk */
export async function later(desk) {
  const chosen = desk.letter;
  if (!chosen || !abilitiesOn(desk).skip) return tell(desk.texts.say("pane.not_now"));
  desk.queue = putOff(desk.queue, chosen.id);
  tell(desk.texts.say("pane.put_off", { client: chosen.client }));
  await goOn(desk);
}

/** The letter came back: its client has not been told. @param {Desk} desk */
export async function bounced(desk) {
  const chosen = desk.letter;
  if (!chosen || !abilitiesOn(desk).markBounced) return tell(desk.texts.say("pane.not_now"));
  await say(desk, chosen, "bounced");
  tell(desk.texts.say("queue.bounced_next"));
}

/** @param {Desk} desk */
export async function putBack(desk) {
  const chosen = desk.letter;
  if (!chosen || !abilitiesOn(desk).putBack) return tell(desk.texts.say("pane.not_now"));
  await say(desk, chosen, "to_do");
  tell(desk.texts.say("pane.marked_to_do", { client: chosen.client }));
}

/** Take back the newest thing that was said. @param {Desk} desk */
export async function undo(desk) {
  const change = lastOf(desk.changes);
  if (!change) return tell(desk.texts.say("pane.nothing_to_undo"));
  if (change.call) await desk.api.withdrawCall(change.call, desk.signal);
  else await mark(desk, change.id, { status: change.from, expected: change.to, reason: change.reason });
  desk.said += 1;
  desk.changes = without(desk.changes, change);
  desk.queue = takenUp(desk.queue, change.id);
  // It was in hand before; without this a letter that was copied could not be marked again.
  if (change.to === "sent") desk.touched.add(change.id);
  tell(desk.texts.say(change.call ? "calls.withdrawn" : "pane.undone", { client: change.client }));
  showDesk(desk);
  void chooseLetter(desk, change.id);
}

/** @param {Desk} desk @param {Head} chosen @param {"sent" | "phoned" | "skipped"} status @param {string} [reason] */
async function finish(desk, chosen, status, reason) {
  const { id, client } = chosen;
  await say(desk, chosen, status, reason);
  desk.touched.delete(id);
  if (desk.held?.letter.id === id) desk.held = null; // what went out is not inserted again from memory
  tell(desk.texts.say(`pane.marked_${status}`, { client }));
  await goOn(desk);
}

/** @param {Desk} desk @param {Head} chosen @param {Status} status @param {string} [reason] */
async function say(desk, { id, client, status: expected, reason: former }, status, reason) {
  const change = await mark(desk, id, { status, expected, reason });
  const kept = expected === "skipped" || expected === "bounced" ? former : "";
  desk.changes = remembered(desk.changes, { id, client, from: change.previous, to: status, reason: kept });
}

/** Show whose turn it is now; without the server, as far as this pane knows. @param {Desk} desk */
export async function goOn(desk) {
  await readQueue(desk).catch(() => undefined);
  void chooseNext(desk);
}
