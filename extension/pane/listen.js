/** @import { Desk } from "./desk.js" */
/** @import { CallOutcome, Part } from "./types.js" */
import { copyAnswer, insertAnswer, openAnswers } from "./answers.js";
import { copyLetter, insertHere, openNext, openThis } from "./actions.js";
import { logCall } from "./calls.js";
import { chooseLetter, putLetterAway, showDesk } from "./desk.js";
import { listenToKeys } from "./keys.js";
import { isEnabled, part } from "./page.js";
import { bounced, later, phoned, putBack, sentNext, skip, undo } from "./marks.js";
import { narrowed, searched, turned } from "./queue.js";
import { insertTestCopy } from "./test_copy.js";
import { tell, tellLetterTrouble } from "./trouble.js";

/**
 * Listen to the buttons, the keys and the list.
 *
 * @param {Desk} desk
 * @param {() => void} soon has the queue read again at once
 */
export function listen(desk, soon) {
  const { signal } = desk;
  /** @param {(desk: Desk) => Promise<void>} action */
  const doing = (action) => () => void oneAtATime(desk, action).then(soon);
  /** @type {Record<string, () => void>} */
  const buttons = {
    "open-next": doing(openNext),
    "sent-next": doing(sentNext),
    undo: doing(undo),
    "open-this": doing(openThis),
    insert: doing(insertHere),
    copy: doing(copyLetter),
    "test-copy": doing(insertTestCopy),
    phoned: doing(phoned),
    skip: doing(skip),
    later: doing(later),
    bounced: doing(bounced),
    "put-back": doing(putBack),
    "try-again": soon,
    "close-letter": () => {
      putLetterAway(desk);
      part("search").focus();
    },
  };
  for (const [id, action] of Object.entries(buttons)) part(id).addEventListener("click", action, { signal });
  const { "open-next": o, insert: i, copy: c, "sent-next": n, phoned: p, skip: s, later: l, undo: u } = buttons;
  listenToKeys({ o, i, c, n, p, s, l, u, "/": () => part("search").focus() }, signal);
  listenToList(desk, soon);
  listenToAnswers(desk, doing);
  listenToCall(desk, doing);
}

/** @param {Desk} desk @param {(action: (desk: Desk) => Promise<void>) => () => void} doing */
function listenToAnswers(desk, doing) {
  const { signal } = desk;
  const section = /** @type {HTMLDetailsElement} */ (part("answers"));
  section.addEventListener("toggle", () => {
    if (section.open && desk.busy) section.open = false;
    else if (section.open) doing(openAnswers)();
  }, { signal });
  part("answers-list").addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const question = button?.dataset.question;
    if (question) doing((one) => (button.dataset.do === "insert" ? insertAnswer : copyAnswer)(one, question))();
  }, { signal });
}

/** @param {Desk} desk @param {(action: (desk: Desk) => Promise<void>) => () => void} doing */
function listenToCall({ signal }, doing) {
  part("call-outcomes").addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const outcome = /** @type {CallOutcome | undefined} */ (button?.dataset.outcome);
    if (outcome) doing((desk) => logCall(desk, outcome))();
  }, { signal });
}

/**
 * One action at a time: a second press while the first is under way does nothing.
 *
 * @param {Desk} desk
 * @param {(desk: Desk) => Promise<void>} action
 */
async function oneAtATime(desk, action) {
  if (desk.busy) return;
  desk.busy = true;
  tellLetterTrouble(desk, null);
  part("actions").setAttribute("aria-busy", "true");
  try {
    await action(desk);
  } catch (failure) {
    tell("");
    tellLetterTrouble(desk, failure);
  } finally {
    desk.busy = false;
    part("actions").removeAttribute("aria-busy");
    showDesk(desk);
    keepFocus(desk);
  }
}

/** A button that hides itself takes the focus with it: give it back, if the pane had it. @param {Desk} desk */
function keepFocus({ letter }) {
  if (document.hasFocus() && document.activeElement === document.body) part(letter ? "letter-client" : "search").focus();
}

/** @param {Desk} desk @param {() => void} soon */
function listenToList(desk, soon) {
  const { signal } = desk;
  const search = /** @type {HTMLInputElement} */ (part("search"));
  let typing = 0;
  const look = () => {
    desk.queue = searched(desk.queue, search.value);
    soon();
  };
  const shown = /** @type {HTMLSelectElement} */ (part("part"));
  shown.addEventListener("change", () => {
    desk.queue = narrowed(desk.queue, /** @type {Part} */ (shown.value));
    soon();
  }, { signal });
  search.addEventListener("input", () => (clearTimeout(typing), (typing = setTimeout(look, 200))), { signal });
  for (const [id, direction] of /** @type {const} */ ([["page-back", -1], ["page-on", 1]])) {
    part(id).addEventListener("click", () => {
      if (!isEnabled(id)) return;
      desk.queue = turned(desk.queue, direction);
      soon();
    }, { signal });
  }
  part("letters").addEventListener("click", (event) => {
    const id = event.target instanceof Element ? event.target.closest("button")?.getAttribute("data-id") : null;
    if (!id || desk.busy) return;
    void chooseLetter(desk, id);
    part("letter-client").focus();
  }, { signal });
}
