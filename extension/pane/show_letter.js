/** @import { LetterCard, QueueLetter } from "./types.js" */
/** @import { Texts } from "./texts.js" */
import { element, list, part, show, write } from "./page.js";
import { previewDocument } from "./preview.js";
import { hideAnswers } from "./show_answers.js";
import { hideCall, showCall } from "./show_call.js";
import { standing } from "./show_queue.js";

const STYLESHEET = new URL("preview.css", import.meta.url).href;

/**
 * Show who is in hand, before and without the letter itself.
 *
 * @param {Pick<QueueLetter, "client" | "company" | "to" | "status" | "state" | "reason" | "call">} letter
 * @param {Texts} texts
 */
export function showHead(letter, texts) {
  write("letter-client", letter.client || letter.to.join(", "));
  write("letter-company", letter.company);
  write("letter-to", letter.to.join(", "));
  const why = ["skipped", "bounced"].includes(letter.status) && letter.reason ? `: ${letter.reason}` : "";
  write("letter-status", standing(letter, texts) + why);
  part("letter-status").className = `status ${letter.status} ${letter.state}`;
  show("letter", true);
}

/**
 * Show the letter, what was found in it, and what may be said.
 *
 * @param {LetterCard} card
 * @param {Texts} texts
 */
export function showCard(card, texts) {
  const { preview } = card;
  showCall(card.calls, texts);
  show("not-approved", !preview.approved);
  show("test-copy", preview.approved);
  write("letter-subject", preview.subject);
  part("letter-subject").lang = preview.language;
  showFindings(card.findings, texts);
  list("may", card.may_say);
  list("may-not", card.may_not_say);
  show("card", true);
  showFrame(previewDocument(preview, STYLESHEET, document.documentElement.dataset.look), texts);
}

/**
 * Show the letter in a frame that can do nothing. A fresh frame for each letter, and only once its place is visible:
 * Chromium leaves a sandboxed frame blank that was filled while hidden.
 *
 * @param {string} srcdoc
 * @param {Texts} texts
 */
function showFrame(srcdoc, texts) {
  const place = part("preview");
  if (place.firstElementChild?.getAttribute("srcdoc") === srcdoc) return;
  place.replaceChildren(element("iframe", { sandbox: "", title: texts.say("pane.letter_frame"), srcdoc }));
}

/** What was found in several places of a letter is said once. @param {LetterCard["findings"]} findings @param {Texts} texts */
function showFindings(findings, texts) {
  const different = new Map(findings.map((one) => [`${one.severity} ${one.message}`, one]));
  const lines = [...different.values()].map(({ severity, message }) => {
    const known = texts.knows(`pane.severity.${severity}`) ? texts.say(`pane.severity.${severity}`) : severity;
    return element("li", { class: severity }, element("strong", {}, `${known}: `), message);
  });
  part("findings-list").replaceChildren(...lines);
  show("findings", findings.length > 0);
}

/** Put the letter away; at rest nothing here says what it is about. */
export function hideLetter() {
  show("letter", false);
  hideCard();
}

/** Forget the letter's text while another is on its way. */
export function hideCard() {
  hideAnswers();
  hideCall();
  show("card", false);
  part("preview").replaceChildren();
}
