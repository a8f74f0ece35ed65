/** @import { Desk } from "./desk.js" */
/** @import { CallOutcome } from "./types.js" */
import { readCard, readQueue, showDesk } from "./desk.js";
import { goOn } from "./marks.js";
import { part } from "./page.js";
import { putOff } from "./queue.js";
import { tell } from "./trouble.js";
import { remembered } from "./undo.js";

/**
 * Log what came of a call to the client in front: the letter opens as the log has it. Nobody answered: his turn comes
 * after the others'. Throws Problem or Unreachable.
 *
 * @param {Desk} desk
 * @param {CallOutcome} outcome
 */
export async function logCall(desk, outcome) {
  const chosen = desk.letter;
  if (!chosen) return;
  const { id, client, status } = chosen;
  const note = /** @type {HTMLInputElement} */ (part("call-note")).value;
  const call = await desk.api.logCall(id, { outcome, note }, desk.signal);
  desk.said += 1;
  desk.changes = remembered(desk.changes, { id, client, from: status, to: status, reason: "", call: call.id });
  desk.held = null; // the letter may open otherwise now
  tell(desk.texts.say("calls.logged", { name: client, outcome: desk.texts.say(`calls.outcome_${outcome}`) }));
  if (outcome === "no_answer" && chosen.call) {
    desk.queue = putOff(desk.queue, id);
    return goOn(desk);
  }
  await readQueue(desk);
  await readCard(desk, id);
  showDesk(desk);
  part("letter-client").focus();
}
