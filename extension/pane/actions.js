/** @import { Desk } from "./desk.js" */
/** @import { Outcome } from "./flow.js" */
/** @import { Held } from "./held.js" */
import { copyRich } from "../hosts/clipboard.js";
import { abilitiesOn, chooseLetter, mark } from "./desk.js";
import { insertGuarded, openAndInsert } from "./flow.js";
import { stillHeld } from "./held.js";
import { part } from "./page.js";
import { letterIn } from "./queue.js";
import { askAbout } from "./questions.js";
import { tell } from "./trouble.js";

/**
 * How a letter comes into a message. Every function throws Problem or Unreachable; the caller shows it beside the letter.
 */

/** Window, recipients, subject and text of the next letter, in one go (H3); whom to call first, where it is a call's turn. @param {Desk} desk */
export async function openNext(desk) {
  const { gate, next } = desk.queue.queue ?? {};
  if (!gate?.open || !next) return tell(part("next-line").textContent ?? "");
  if (!next.call) return openLetter(desk, next.id);
  await chooseLetter(desk, next.id);
  tell(desk.texts.say("pane.call_now", { client: next.client }));
  part("call-title").focus();
}

/** @param {Desk} desk */
export async function openThis(desk) {
  if (desk.letter && abilitiesOn(desk).handOut) return openLetter(desk, desk.letter.id);
  tell(desk.texts.say("pane.not_now"));
}

/** @param {Desk} desk @param {string} id */
async function openLetter(desk, id) {
  void chooseLetter(desk, id);
  if (!(await isWanted(desk, id, "open"))) return tell(desk.texts.say("pane.outcome.declined"));
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
  if (!(await isWanted(desk, chosen.id, "insert"))) return tell(desk.texts.say("pane.outcome.declined"));
  const { letter } = await take(desk, chosen.id);
  const ask = askAbout(desk.texts, chosen.client);
  await conclude(desk, chosen.id, await insertGuarded(letter, desk.host, ask, desk.signal));
}

/** @param {Desk} desk */
export async function copyLetter(desk) {
  const chosen = desk.letter;
  if (!chosen || !abilitiesOn(desk).handOut) return tell(desk.texts.say("pane.not_now"));
  if (!(await isWanted(desk, chosen.id, "copy"))) return tell(desk.texts.say("pane.outcome.declined"));
  const copied = await copyRich(
    take(desk, chosen.id).then((held) => held.letter),
    window,
  );
  if (copied) desk.touched.add(chosen.id);
  tell(desk.texts.say(copied ? "pane.copied" : "pane.not_copied"));
}

/**
 * Ask before a letter is taken that stands somewhere already: in a Drafts folder, or in a message of another window.
 *
 * @param {Desk} desk
 * @param {string} id
 * @param {"open" | "insert" | "copy"} verb into a message in front the host sees for itself whether it is there
 */
async function isWanted(desk, id, verb) {
  const letter = letterIn(desk.queue, id) ?? desk.letter;
  if (!letter || desk.touched.has(id)) return true;
  const isTwice = letter.status === "inserted" && verb === "open";
  const question = letter.status === "drafted" ? "drafts" : isTwice ? "twice" : null;
  return question === null || askAbout(desk.texts, letter.client)(question, []);
}

/** @param {Desk} desk @param {string} id @returns {Promise<Held>} */
async function take(desk, id) {
  if (desk.held && stillHeld(desk.held, id, desk.clock())) return desk.held;
  const { status } = letterIn(desk.queue, id) ?? desk.letter ?? {};
  desk.held = await desk.api.open(id, status === "drafted", desk.signal); // it was asked for before
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
  await markInserted(desk, id);
}

/** @param {Desk} desk @param {string} id */
async function markInserted(desk, id) {
  const expected = (letterIn(desk.queue, id) ?? desk.letter)?.status ?? "to_do";
  const change = await mark(desk, id, { status: "inserted", expected });
  if (change.untold || expected === "inserted" || change.previous !== "inserted") return;
  tell(desk.texts.say("pane.twice_elsewhere"));
}
