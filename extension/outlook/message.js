/** @import { OpenedLetter } from "../pane/types.js" */
/** @import { Call } from "./calls.js" */
import { plainAddress } from "../pane/guard.js";

/**
 * The message that is being written, read and filled in by Office.js. What stands in it already is never written over:
 * recipients are added, the text goes before everything else, and the signature stays.
 *
 * @typedef {{to: string[], cc: string[], bcc: string[]}} People
 * @typedef {(make: (done: OfficeDone) => void) => Promise<any>} Ask one call, as long as this message is in front
 */

/** In one call (learn.microsoft.com/javascript/api/outlook/office.recipients). */
export const MOST_RECIPIENTS = 100;
const LONG = 25;
const LONGEST_SUBJECT = 255;
/** Of no matter to the words, and this page's own policy complains of each. */
const STYLES = /<style\b.*?<\/style>|\sstyle\s*=\s*(?:"[^"]*"|'[^']*')/gis;
const FIELDS = /** @type {const} */ (["to", "cc", "bcc"]);

/** Whether a message is being written: one that is read has its recipients as plain lists. @param {OfficeMessage | null | undefined} item */
export function isBeingWritten(item) {
  return Boolean(item?.to) && !Array.isArray(item?.to);
}

/** @param {any} item @param {Ask} ask @returns {Promise<People>} */
export async function peopleOf(item, ask) {
  const read = FIELDS.map((field) => ask((done) => item[field].getAsync(done)));
  const [to, cc, bcc] = await Promise.all(read);
  return { to: addresses(to), cc: addresses(cc), bcc: addresses(bcc) };
}

/** A group without an address goes by its name, which the guard takes for a stranger. @param {OfficePerson[]} people */
function addresses(people) {
  return people.map(({ emailAddress, displayName }) => emailAddress || displayName);
}

/** @param {People} one @param {People} other */
export function samePeople(one, other) {
  const plain = (/** @type {People} */ all) => FIELDS.map((field) => all[field].map(plainAddress).sort().join("\n")).join("\n\n");
  return plain(one) === plain(other);
}

/** @param {string[]} wanted @param {string[]} there */
export function lacking(wanted, there) {
  const known = new Set(there.map(plainAddress));
  return wanted.filter((one) => !known.has(plainAddress(one)));
}

/** @param {any} item @param {Ask} ask @param {OpenedLetter} letter @param {People} people who are there */
export async function address(item, ask, letter, people) {
  for (const field of /** @type {const} */ (["to", "cc"])) {
    const missing = lacking(letter[field], people[field]);
    for (let at = 0; at < missing.length; at += MOST_RECIPIENTS) {
      await ask((done) => item[field].addAsync(missing.slice(at, at + MOST_RECIPIENTS), done));
    }
  }
}

/** @param {any} item @param {Ask} ask @returns {Promise<string>} */
export function subjectOf(item, ask) {
  return ask((done) => item.subject.getAsync(done));
}

/** @param {any} item @param {Ask} ask @param {string} subject @returns {Promise<boolean | null>} null: it keeps its own */
export async function entitle(item, ask, subject) {
  const wanted = subject.slice(0, LONGEST_SUBJECT);
  const own = await subjectOf(item, ask);
  if (own.trim() && own !== wanted) return null;
  if (!own.trim()) await ask((done) => item.subject.setAsync(wanted, done));
  return (await subjectOf(item, ask)) === subject;
}

/** @param {any} item @param {Ask} ask @returns {Promise<"html" | "text">} */
export function formOf(item, ask) {
  return ask((done) => item.body.getTypeAsync(done));
}

/** The words of the message without white space, which is Outlook's to arrange. @param {any} item @param {Ask} ask @param {"html" | "text"} form */
export async function wordsIn(item, ask, form) {
  const body = await ask((done) => item.body.getAsync(form, done));
  return form === "html" ? wordsOfMarkup(body) : squeezed(body);
}

/** @param {OpenedLetter} letter @param {"html" | "text"} form */
export function wordsOf(letter, form) {
  return form === "html" ? wordsOfMarkup(letter.html) : squeezed(letter.text);
}

/** @param {any} item @param {Ask} ask @param {OpenedLetter} letter @param {"html" | "text"} form */
export function put(item, ask, letter, form) {
  const text = form === "html" ? letter.html : `${letter.text}\n\n`;
  return ask((done) => item.body.prependAsync(text, { coercionType: form }, done));
}

/**
 * Whether a letter stands among these words, even if a line of it was changed: half of its long lines are there.
 *
 * @param {Pick<OpenedLetter, "text">} letter
 * @param {string} words
 */
export function stands({ text }, words) {
  const lines = text.split("\n").map((line) => squeezed(line.replace(/^- /, ""))).filter((line) => line.length >= LONG);
  const length = (/** @type {string[]} */ some) => some.join("").length;
  return lines.length > 0 && length(lines.filter((line) => words.includes(line))) * 2 >= length(lines);
}

/** @param {string} markup */
function wordsOfMarkup(markup) {
  const page = new DOMParser().parseFromString(markup.replace(STYLES, ""), "text/html");
  return squeezed(page.body.textContent ?? "");
}

/** @param {string} text */
function squeezed(text) {
  return text.replace(/[\s\u200b\u200e\u200f\u2060]+/g, "");
}
