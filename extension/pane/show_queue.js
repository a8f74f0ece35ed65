/** @import { Queue, QueueLetter } from "./types.js" */
/** @import { QueueState } from "./queue.js" */
/** @import { Texts } from "./texts.js" */
import { element, enable, part, show, write } from "./page.js";
import { PAGE, countOf, isOver } from "./queue.js";

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
  showProgress(queue, texts);
  showParts(state, queue, texts);
  write("gate", queue.gate.open ? "" : queue.gate.message);
  show("gate", !queue.gate.open);
  write("next-line", nextLine(state, texts));
  write("matching", matchingLine(state, texts));
  showRows(queue.letters, current, texts);
  showPages(state, texts);
}

/** How far it is: "12 of 40 · by phone: 2 · Skipped: 1". @param {Queue} queue @param {Texts} texts */
function showProgress(queue, texts) {
  const { told, total } = queue;
  const [phoned, skipped] = [countOf(queue, "phoned"), countOf(queue, "skipped")];
  const said = [texts.say("pane.told", { told, total })];
  if (phoned) said.push(texts.say("queue.by_phone", { count: phoned }));
  if (skipped) said.push(`${texts.say("queue.part_skipped")}: ${skipped}`);
  const bar = /** @type {HTMLProgressElement} */ (part("told-bar"));
  write("told-words", said.join(" · "));
  bar.setAttribute("aria-label", texts.say("pane.told_label"));
  bar.max = Math.max(total, 1);
  bar.value = told;
  show("told", true);
}

/** @param {QueueState} state @param {Texts} texts */
function nextLine({ queue }, texts) {
  if (!queue || queue.total === 0) return texts.say("pane.empty");
  if (queue.next) return texts.say(queue.next.call ? "pane.next_call" : "pane.next_is", { client: queue.next.client });
  if (countOf(queue, "left") > 0) return texts.say("pane.none_ready");
  return texts.say(queue.told === queue.total ? "pane.all_told" : "queue.nothing_left");
}

/** What the list can be narrowed to, with how many there are. @param {QueueState} state @param {Queue} queue @param {Texts} texts */
function showParts({ part: chosen }, { parts }, texts) {
  const select = /** @type {HTMLSelectElement} */ (part("part"));
  const shown = parts.filter((one) => one.count > 0 || one.part === chosen || one.part === "all" || one.part === "left");
  const options = shown.map((one) => [one.part, `${texts.say(`queue.part_${one.part}`)} (${one.count})`]);
  // Only what changed is written: an open menu is left alone.
  if (select.dataset.shown !== String(options)) {
    select.dataset.shown = String(options);
    select.replaceChildren(...options.map(([value, words]) => element("option", { value }, words)));
  }
  select.value = chosen;
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
  part("letters").replaceChildren(...letters.flatMap((letter, at) => {
    const above = isAnotherFirm(letters[at - 1], letter) ? [firm(letter, texts)] : [];
    return [...above, row(letter, letter.id === current, texts)];
  }));
  if (!focused) return;
  const again = part("letters").querySelector(`[data-id="${CSS.escape(focused)}"]`);
  if (again instanceof HTMLElement) again.focus();
}

/** @param {QueueLetter | undefined} above @param {QueueLetter} letter */
function isAnotherFirm(above, letter) {
  return above ? above.firm !== letter.firm : letter.firm !== "";
}

/** @param {QueueLetter} letter @param {Texts} texts */
function firm({ company }, texts) {
  return element("li", { class: "firm" }, element("h3", { dir: "auto" }, company || texts.say("clients.no_company")));
}

/** @param {QueueLetter} letter @param {boolean} isCurrent @param {Texts} texts */
function row(letter, isCurrent, texts) {
  const button = element(
    "button",
    { type: "button", "data-id": letter.id },
    element("span", { class: "who", dir: "auto" }, letter.client || letter.to.join(", ")),
    element("span", { class: `status ${letter.status} ${letter.state} ${letter.call && "call"}` }, standing(letter, texts)),
    ...(letter.second ? [element("span", { class: "faint" }, texts.say("letter.second"))] : []),
  );
  if (isCurrent) button.setAttribute("aria-current", "true");
  return element("li", {}, button);
}

/**
 * Where a letter stands, in two or three words: what the manager said matters until it is approved.
 *
 * @param {Pick<QueueLetter, "status" | "state" | "call">} letter
 * @param {Texts} texts
 */
export function standing({ status, state, call }, texts) {
  if (!isOver(status) && state !== "approved") return texts.say(`pane.state.${state}`);
  return texts.say(call && status === "to_do" ? "queue.part_call_first" : `pane.status.${status}`);
}
