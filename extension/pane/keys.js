import { part } from "./page.js";

/**
 * One key for each action, without modifiers, so that none can be a mail program's own shortcut. They rest while
 * somebody types, while a question is open, and where the person has switched them off (WCAG 2.1.4).
 */

const REMEMBERED_AS = "segue.keys";

/**
 * @param {Record<string, () => void>} actions key → what it does
 * @param {AbortSignal} signal
 */
export function listenToKeys(actions, signal) {
  const box = /** @type {HTMLInputElement} */ (part("keys-on"));
  box.checked = recall() !== "off";
  box.addEventListener("change", () => recall(box.checked ? "on" : "off"), { signal });
  document.addEventListener(
    "keydown",
    (event) => {
      if (!box.checked || event.repeat || event.ctrlKey || event.altKey || event.metaKey || isBusyTyping(event)) return;
      if (!Object.hasOwn(actions, event.key)) return;
      event.preventDefault();
      actions[event.key]();
    },
    { signal },
  );
}

/** @param {KeyboardEvent} event */
function isBusyTyping(event) {
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (event.isComposing || document.querySelector("dialog[open]")) return true;
  return Boolean(target?.closest("input:not([type=checkbox]), textarea, select, [contenteditable]"));
}

/**
 * Keep or read the choice. A frame may be denied storage: then the choice lasts as long as the page.
 *
 * @param {string} [choice]
 */
function recall(choice) {
  try {
    if (choice) localStorage.setItem(REMEMBERED_AS, choice);
    return localStorage.getItem(REMEMBERED_AS);
  } catch {
    return null;
  }
}
