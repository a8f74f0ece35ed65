/** @import { Answer, Answers, OpenedLetter } from "./types.js" */
/** @import { Desk } from "./desk.js" */
/** @import { Outcome } from "./flow.js" */
import { copyRich } from "../hosts/clipboard.js";
import { abilitiesOn } from "./desk.js";
import { insertGuarded } from "./flow.js";
import { stillHeld } from "./held.js";
import { askAbout } from "./questions.js";
import { showAnswers } from "./show_answers.js";
import { tell } from "./trouble.js";

/**
 * When a client writes back: the answers that were approved with his letter, to copy or to put into the reply that the
 * person has open. The same guard reads whom it goes to. Every function throws Problem or Unreachable.
 */

/** Outcomes whose words fit an answer as they fit a letter. */
const SAID_ALIKE = ["changed", "declined", "folded", "no_tab", "no_window", "other_recipient", "which_window"];

/** Have the answers handed out and show them. @param {Desk} desk */
export async function openAnswers(desk) {
  const chosen = desk.letter;
  if (!chosen || !abilitiesOn(desk).answer) return tell(desk.texts.say("pane.not_now"));
  const { replies, language, direction } = await take(desk, chosen.id);
  if (desk.letter?.id === chosen.id) showAnswers(replies, { language, direction, insertable: desk.host.name !== "clipboard" }, desk.texts);
}

/** @param {Desk} desk @param {string} question */
export async function insertAnswer(desk, question) {
  const chosen = desk.letter;
  if (!chosen || !abilitiesOn(desk).answer) return tell(desk.texts.say("pane.not_now"));
  const answer = asLetter(await take(desk, chosen.id), question);
  const outcome = await insertGuarded(answer, desk.host, askAbout(desk.texts, chosen.client), desk.signal);
  tell(wordsFor(outcome, desk));
}

/** @param {Desk} desk @param {string} question */
export async function copyAnswer(desk, question) {
  const chosen = desk.letter;
  if (!chosen || !abilitiesOn(desk).answer) return tell(desk.texts.say("pane.not_now"));
  const coming = take(desk, chosen.id).then((answers) => asLetter(answers, question));
  tell(desk.texts.say((await copyRich(coming, window)) ? "pane.copied" : "pane.answer_not_copied"));
}

/** @param {Desk} desk @param {string} id @returns {Promise<Answers>} */
async function take(desk, id) {
  if (!desk.answers || !stillHeld(desk.answers, id, desk.clock())) desk.answers = await desk.api.replies(id, desk.signal);
  return desk.answers.letter;
}

/**
 * One answer in the shape in which hosts insert: a reply keeps the subject that it has.
 *
 * @param {Answers} answers
 * @param {string} question
 * @returns {OpenedLetter}
 */
export function asLetter({ id, to, language, direction, expires_at, replies }, question) {
  const { text, html } = /** @type {Answer} */ (replies.find((one) => one.id === question));
  return { id, to, cc: [], subject: "", text, html, language, direction, digest: "", expires_at };
}

/** @param {Outcome} outcome @param {Desk} desk */
function wordsFor(outcome, { host, texts }) {
  if (!outcome.done) {
    const key = SAID_ALIKE.includes(outcome.code) ? `pane.outcome.${outcome.code}` : "pane.answer_cannot";
    return texts.say(key, { addresses: outcome.addresses.join(", ") });
  }
  const isThere = outcome.confirmed.to && outcome.confirmed.body;
  const said = texts.say(isThere ? "pane.answer_inserted" : "pane.answer_unconfirmed");
  return host.byHand ? `${said} ${texts.say("pane.by_hand")}` : said;
}
