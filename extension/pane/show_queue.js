/** @import { QueueLetter } from "./types.js" */
/** @import { QueueState } from "./queue.js" */
/** @import { Texts } from "./texts.js" */
import { element, enable, part, show, write } from "./page.js";
import { PAGE, letterIn } from "./queue.js";

/**
 * Show how far it is, who is next, and one page of the list.
 *
 * @param {QueueState} state
 * @param {string | null} current
 * @param {Texts} texts
 */
export function showQueue(state, current, texts) {
  const { queue } = state;
  if (!queue) return;
  showProgress(queue.told, queue.total, texts);
  write("gate", queue.gate.open ? "" : queue.gate.message);
  show("gate", !queue.gate.open);
  write("next-line", nextLine(state, texts));
  write("matching", matchingLine(state, texts));
  showRows(queue.letters, current, texts);
  showPages(state, texts);
}

/** @param {number} told @param {number} total @param {Texts} texts */
function showProgress(told, total, texts) {
  const bar = /** @type {HTMLProgressElement} */ (part("told-bar"));
  write("told-words", texts.say("pane.told", { told, total }));
  bar.setAttribute("aria-label", texts.say("pane.told_label"));
  bar.max = Math.max(total, 1);
  bar.value = told;
  show("told", true);
}

/** @param {QueueState} state @param {Texts} texts */
function nextLine({ queue, ...rest }, texts) {
  if (!queue || queue.total === 0) return texts.say("pane.empty");
  if (queue.next_id === null) return texts.say(queue.told === queue.total ? "pane.all_told" : "pane.none_ready");
  const next = letterIn({ queue, ...rest }, queue.next_id);
  return next ? texts.say("pane.next_is", { client: next.client }) : "";
}

/** @param {QueueState} state @param {Texts} texts */
function matchingLine({ queue, query }, texts) {
  if (!queue || !query) return "";
  return queue.matching === 0 ? texts.say("pane.nothing_found", { query }) : texts.count("pane.found", queue.matching);
}

/** @param {QueueState} state @param {Texts} texts */
function showPages({ queue, offset }, texts) {
  const matching = queue?.matching ?? 0;
  show("pages", matching > PAGE);
  const last = Math.min(offset + PAGE, matching);
  write("page-words", texts.say("pane.page_words", { first: offset + 1, last, matching }));
  enable("page-back", offset > 0);
  enable("page-on", last < matching);
}

/** @param {QueueLetter[]} letters @param {string | null} current @param {Texts} texts */
function showRows(letters, current, texts) {
  const focused = document.activeElement?.closest("#letters button")?.getAttribute("data-id");
  part("letters").replaceChildren(...letters.map((letter) => row(letter, letter.id === current, texts)));
  if (!focused) return;
  const again = part("letters").querySelector(`[data-id="${CSS.escape(focused)}"]`);
  if (again instanceof HTMLElement) again.focus();
}

/** @param {QueueLetter} letter @param {boolean} isCurrent @param {Texts} texts */
function row(letter, isCurrent, texts) {
  const button = element(
    "button",
    { type: "button", "data-id": letter.id },
    element("span", { class: "who", dir: "auto" }, letter.client || letter.to.join(", ")),
    element("span", { class: "company faint", dir: "auto" }, letter.company),
    element("span", { class: `status ${letter.status} ${letter.state}` }, standing(letter, texts)),
  );
  if (isCurrent) button.setAttribute("aria-current", "true");
  return element("li", {}, button);
}

/**
 * Where a letter stands, in two or three words: what the manager said matters until it is approved.
 *
 * @param {Pick<QueueLetter, "status" | "state">} letter
 * @param {Texts} texts
 */
export function standing({ status, state }, texts) {
  const finished = status === "sent" || status === "skipped";
  return finished || state === "approved" ? texts.say(`pane.status.${status}`) : texts.say(`pane.state.${state}`);
}
