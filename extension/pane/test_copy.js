/** @import { Desk } from "./desk.js" */
/** @import { Outcome } from "./flow.js" */
import { openAndInsert } from "./flow.js";
import { askAbout } from "./questions.js";
import { tell } from "./trouble.js";

/** Outcomes whose words fit a test copy as they fit a letter: they name no button that would take the letter itself. */
const SAID_ALIKE = ["copied", "declined", "displayed", "other_recipient"];

/**
 * Put a test copy of the letter in front into a message to oneself. It is not the letter: nothing is marked, and
 * nothing of it stays in hand. Throws Problem or Unreachable.
 *
 * @param {Desk} desk
 */
export async function insertTestCopy({ api, host, letter, signal, texts }) {
  if (letter?.state !== "approved") return tell(texts.say("pane.not_now"));
  tell(texts.say("pane.opening"));
  const copy = await api.testCopy(letter.id, signal);
  const outcome = await openAndInsert(copy, host, askAbout(texts, letter.client), signal);
  const { key, addresses } = wordsFor(outcome);
  tell(texts.say(key, { addresses: addresses.join(", "), client: letter.client }));
}

/** @param {Outcome} outcome */
function wordsFor(outcome) {
  if (outcome.done) {
    const isThere = outcome.confirmed.to && outcome.confirmed.body;
    return { key: isThere ? "pane.test_inserted" : "pane.test_failed", addresses: [] };
  }
  const isAlike = SAID_ALIKE.includes(outcome.code);
  return { key: isAlike ? `pane.outcome.${outcome.code}` : "pane.test_failed", addresses: outcome.addresses };
}
