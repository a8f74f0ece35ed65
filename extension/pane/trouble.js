/** @import { Desk } from "./desk.js" */
/** @import { Texts } from "./texts.js" */
import { part, show, write } from "./page.js";
import { Problem, Unreachable } from "./problem.js";

/**
 * What the pane says to the person: what was done in the live region, what failed beside the thing it is about.
 */

/** Say something in the live region. @param {string} text */
export function tell(text) {
  part("status").replaceChildren(text);
}

/**
 * Tell of a failure beside the letter that it is about, or in the live region when none is shown.
 *
 * @param {Desk} desk
 * @param {unknown} failure null takes the message away
 */
export function tellLetterTrouble(desk, failure) {
  showTrouble("letter-trouble", failure, desk.texts);
  if (failure === null || desk.letter) return;
  const { title, detail } = wordsFor(failure, desk.texts);
  tell(`${title}. ${detail}`);
}

/** @param {string} id of the place @param {unknown} failure @param {Texts} texts */
export function showTrouble(id, failure, texts) {
  const words = failure === null ? { title: "", detail: "" } : wordsFor(failure, texts);
  write(`${id}-title`, words.title);
  write(`${id}-detail`, words.detail);
  show(id, failure !== null);
}

/** @param {unknown} failure @param {Texts} texts */
function wordsFor(failure, texts) {
  if (failure instanceof Problem && !(failure instanceof Unreachable)) return failure;
  const code = failure instanceof Unreachable ? failure.code : "fault";
  const key = texts.knows(`pane.trouble.${code}.title`) ? code : "unreachable";
  return { title: texts.say(`pane.trouble.${key}.title`), detail: texts.say(`pane.trouble.${key}.detail`) };
}
