/** @import { Desk } from "./desk.js" */
import { copyLetter, insertHere, openNext, openThis, putBack, sentNext, skip, undo } from "./actions.js";
import { chooseLetter, putLetterAway, showDesk } from "./desk.js";
import { listenToKeys } from "./keys.js";
import { isEnabled, part } from "./page.js";
import { searched, turned } from "./queue.js";
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
    skip: doing(skip),
    "put-back": doing(putBack),
    "try-again": soon,
    "close-letter": () => {
      putLetterAway(desk);
      part("search").focus();
    },
  };
  for (const [id, action] of Object.entries(buttons)) part(id).addEventListener("click", action, { signal });
  const { "open-next": o, insert: i, copy: c, "sent-next": n, undo: u } = buttons;
  listenToKeys({ o, i, c, n, u, "/": () => part("search").focus() }, signal);
  listenToList(desk, soon);
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
