/** @import { CallSheet } from "./types.js" */
/** @import { Texts } from "./texts.js" */
import { element, part, show, write } from "./page.js";

const OUTCOMES = ["reached", "message", "no_answer", "letter_instead"];

/**
 * Show whom to ring and what to say, while a call is due: before the letter, or after it.
 *
 * @param {CallSheet | null} sheet
 * @param {Texts} texts
 */
export function showCall(sheet, texts) {
  show("call", Boolean(sheet?.due));
  write("call-refers", sheet?.refers_to_call ? texts.say("calls.refers") : "");
  if (!sheet?.due) return;
  write("call-title", texts.say(sheet.due === "first" ? "queue.part_call_first" : "pane.call_again"));
  showPhones(sheet, texts);
  showPoints(sheet, texts);
  write("call-closed", sheet.closed);
  show("call-log", !sheet.closed);
  const said = OUTCOMES.map((one) => element("button", { type: "button", "data-outcome": one }, texts.say(`calls.outcome_${one}`)));
  if (!part("call-outcomes").childElementCount) part("call-outcomes").replaceChildren(...said);
}

/** @param {CallSheet} sheet @param {Texts} texts */
function showPhones({ phones }, texts) {
  const lines = phones.map(({ number, dialled, there, unusual }) => {
    const mark = unusual ? [" ", element("strong", {}, texts.say("calls.unusual"))] : [];
    return element("li", {}, element("a", { href: `tel:${dialled}`, dir: "ltr" }, number), ` ${there}`, ...mark);
  });
  part("call-phones").replaceChildren(...(lines.length ? lines : [element("li", {}, texts.say("calls.no_phone"))]));
}

/** @param {CallSheet} sheet @param {Texts} texts */
function showPoints({ points, language, approved, gist, gist_language }, texts) {
  const said = approved ? points : [];
  part("call-points").lang = language;
  part("call-points").replaceChildren(...said.map((one) => element("li", {}, one)));
  write("call-none", said.length ? "" : texts.say(points.length ? "calls.points_not_approved" : "calls.points_none"));
  show("call-gist", approved && gist.length > 0);
  part("call-gist-points").lang = gist_language;
  part("call-gist-points").replaceChildren(...gist.map((one) => element("li", {}, one)));
  const name = new Intl.DisplayNames(texts.locale, { type: "language" }).of(gist_language || "en") ?? "";
  write("call-gist-title", texts.say("reading.gist", { language: name }));
}

/** Forget whom to ring. */
export function hideCall() {
  show("call", false);
  write("call-refers", "");
  for (const id of ["call-phones", "call-points", "call-gist-points", "call-outcomes"]) part(id).replaceChildren();
  /** @type {HTMLInputElement} */ (part("call-note")).value = "";
}
