/** @import { Cannot, Host, Inserted, OpenedLetter, Recipients } from "../pane/types.js" */
/** @import { Ask, People } from "../outlook/message.js" */
import { CallFailed, threeAtATime } from "../outlook/calls.js";
import * as message from "../outlook/message.js";
import { guard } from "../pane/guard.js";
import { copyRich } from "./clipboard.js";
import { outlookLink } from "./outlook_web.js";

/**
 * Outlook itself: the pane is its add-in, beside the message that is being written or read.
 *
 * @typedef {{item: any, window: string, ask: Ask}} Front the message in front
 */

const PATIENCE_MS = 10_000;
const LONGEST_FORM_BYTES = 32 * 1024;

/**
 * @param {OfficeApi} office
 * @param {Window & typeof globalThis} own the pane's window
 * @param {number} [patience] milliseconds for each verb
 * @returns {Host}
 */
export function officeHost(office, own, patience = PATIENCE_MS) {
  const call = threeAtATime();
  // A pinned pane stays while the person goes to another message; the old one's calls would then reach the new one.
  let turns = 0;
  hear(office, "1.5", "ItemChanged", () => void (turns += 1));

  /** @param {AbortSignal} signal @returns {Front | null} null while none is being written */
  const front = (signal) => {
    const { item } = office.context.mailbox ?? {};
    if (!message.isBeingWritten(item)) return null;
    const turn = turns;
    const ask = async (/** @type {(done: OfficeDone) => void} */ make) => {
      if (turn !== turns) throw new CallFailed("moved");
      return call(signal, make);
    };
    return { item, window: `message-${turn}`, ask };
  };
  /** @template T @param {AbortSignal} signal @param {(front: Front | null, signal: AbortSignal) => Promise<T>} work */
  const verb = async (signal, work) => {
    const ending = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
    try {
      return await work(front(ending), ending);
    } catch (failure) {
      return cannot(failure instanceof CallFailed ? failure.code : "unexpected");
    }
  };
  return {
    name: "office",
    byHand: true,
    open: (letter, signal) =>
      verb(signal, async (written, ending) => {
        if (written) return (await isFresh(written, letter)) ? { done: true } : cannot("not_fresh");
        return showNew(office, own, letter, (make) => call(ending, make));
      }),
    recipients: (signal) =>
      verb(signal, async (written) => {
        if (!written) return cannot("no_window");
        return { done: true, window: written.window, ...(await message.peopleOf(written.item, written.ask)) };
      }),
    insert: (letter, signal, { expected, replace }) =>
      verb(signal, (written) => (written?.window === expected.window ? insert(written, letter, expected, replace) : Promise.resolve(cannot("moved")))),
  };
}

/**
 * @param {Front} front
 * @param {OpenedLetter} letter
 * @param {Recipients} expected
 * @param {boolean} again whether the person wants it although a letter stands there
 * @returns {Promise<Inserted | Cannot>}
 */
async function insert({ item, ask }, letter, expected, again) {
  const people = await message.peopleOf(item, ask);
  if (!message.samePeople(people, expected)) return cannot("changed");
  const form = await message.formOf(item, ask);
  const before = await message.wordsIn(item, ask, form);
  if (message.stands(letter, before) && !again) return cannot("already");
  await message.address(item, ask, letter, people);
  if (strangers(letter, await message.peopleOf(item, ask), expected).length > 0) return cannot("changed");
  const subject = await message.entitle(item, ask, letter.subject);
  await message.put(item, ask, letter, form);
  const written = message.wordsOf(letter, form);
  const after = await message.wordsIn(item, ask, form);
  const { to, cc, unasked } = unsure(letter, await message.peopleOf(item, ask), expected);
  return {
    done: true,
    confirmed: {
      to: to.length + unasked.length === 0,
      cc: cc.length === 0,
      subject: subject !== false,
      body: times(written, after) > times(written, before),
    },
    unsure: [...to, ...cc, ...unasked],
    kept_subject: subject === null,
  };
}

/** How often a letter stands among the words of a message. @param {string} written @param {string} words */
function times(written, words) {
  return words.split(written).length - 1;
}

/** @param {OpenedLetter} letter @param {People} people @param {People} expected */
function unsure(letter, people, expected) {
  const unasked = strangers(letter, people, expected);
  return { to: message.lacking(letter.to, people.to), cc: message.lacking(letter.cc, people.cc), unasked };
}

/** Who came while the letter went in, and neither it nor the person asked for. @param {OpenedLetter} letter @param {People} people @param {People} expected */
function strangers(letter, people, expected) {
  const known = [...letter.to, ...letter.cc, ...expected.to, ...expected.cc, ...expected.bcc];
  return message.lacking([...people.to, ...people.cc, ...people.bcc], known);
}

/** Whether nobody has begun this message, or it is addressed to the same person. @param {Front} front @param {OpenedLetter} letter */
async function isFresh({ item, ask }, letter) {
  const people = await message.peopleOf(item, ask);
  return guard(letter, people).verdict === "fits" && (await message.subjectOf(item, ask)).trim() === "";
}

/**
 * Beside a message that is read: a new one, which this pane cannot see into.
 *
 * @param {OfficeApi} office
 * @param {Window & typeof globalThis} own
 * @param {OpenedLetter} letter
 * @param {Ask} ask
 * @returns {Promise<Cannot>}
 */
async function showNew(office, own, letter, ask) {
  const mailbox = /** @type {any} */ (office.context.mailbox);
  const few = Math.max(letter.to.length, letter.cc.length) <= message.MOST_RECIPIENTS;
  if (!few || !isSupported(office, "Mailbox", "1.9")) return openByLink(office, own, letter);
  const fits = new TextEncoder().encode(letter.html).length <= LONGEST_FORM_BYTES;
  const form = { toRecipients: letter.to, ccRecipients: letter.cc, subject: letter.subject, ...(fits ? { htmlBody: letter.html } : {}) };
  await ask((done) => mailbox.displayNewMessageFormAsync(form, done));
  return cannot(fits ? "displayed" : "opened_only");
}

/** @param {OfficeApi} office @param {Window & typeof globalThis} own @param {OpenedLetter} letter */
async function openByLink(office, own, letter) {
  const copied = await copyRich(Promise.resolve(letter), own);
  const link = outlookLink(letter, "");
  const { ui } = office.context;
  if (isSupported(office, "OpenBrowserWindowApi", "1.1") && ui?.openBrowserWindow) ui.openBrowserWindow(link);
  else own.open(link, "_blank", "noopener");
  return cannot(copied ? "copied" : "opened_only");
}

/** @param {OfficeApi} office @param {string} name @param {string} version */
export function isSupported(office, name, version) {
  try {
    return Boolean(office.context.requirements?.isSetSupported(name, version));
  } catch {
    return false;
  }
}

/**
 * Hear of an event where this Outlook tells of it.
 *
 * @param {OfficeApi} office
 * @param {string} version of the mailbox's requirement set that has it
 * @param {"ItemChanged" | "OfficeThemeChanged"} event
 * @param {() => void} heard
 */
export function hear(office, version, event, heard) {
  if (!isSupported(office, "Mailbox", version)) return;
  try {
    office.context.mailbox?.addHandlerAsync?.(office.EventType[event], heard);
  } catch {
    // Without it, whom the message goes to is compared all the same before anything is inserted.
  }
}

/** @param {string} code @returns {Cannot} */
function cannot(code) {
  return { done: false, code };
}
