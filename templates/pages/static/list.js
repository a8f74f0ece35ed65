// Keys and ticks of a list of rows. Without it every row is reached with Tab and every page with its links.
// @ts-check

const OFF = "segue.keys.off";
/** The tick boxes as they are now: a list may be brought up to date. */
const rows = () => /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("input[data-row]")]);
const help = document.getElementById("keys");
const onSwitch = document.getElementById("keys-on");
const tickPage = () => document.getElementById("tick-page");
/** @type {HTMLInputElement | undefined} */
let last;

/** Say how many rows are ticked, for eyes and for ears. */
function count() {
  const number = rows().filter((row) => row.checked).length;
  const [ticked, all] = [document.getElementById("ticked"), tickPage()];
  if (ticked) ticked.textContent = number ? (ticked.dataset.text ?? "").replace("{count}", String(number)) : "";
  if (all instanceof HTMLInputElement) {
    all.checked = number > 0 && number === rows().length;
    all.indeterminate = number > 0 && number < rows().length;
  }
}

/** Give all rows from the one clicked before to this one the tick of this one. @param {HTMLInputElement} row */
function tickUpTo(row) {
  if (!last) return;
  const [from, to] = [rows().indexOf(last), rows().indexOf(row)].sort((one, other) => one - other);
  if (from >= 0) for (const one of rows().slice(from, to + 1)) one.checked = row.checked;
}

/** The row that the focus is in, by its number; -1 outside. */
const here = () => rows().findIndex((row) => row.closest("tr")?.contains(document.activeElement));

/** @param {number} step */
function move(step) {
  const at = here();
  rows()[Math.min(Math.max(at < 0 ? 0 : at + step, 0), rows().length - 1)]?.focus();
}

/** @type {Record<string, () => void>} */
const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  x: () => rows()[here()]?.click(),
  s: () => /** @type {HTMLElement | null | undefined} */ (rows()[here()]?.closest("tr")?.querySelector("[data-key=s]"))?.click(),
  "/": () => document.getElementById("f-q")?.focus(),
  u: () => /** @type {HTMLElement | null} */ (document.querySelector("[data-undo]"))?.click(),
  "?": () => {
    if (!(help instanceof HTMLDetailsElement)) return;
    help.open = !help.open;
    help.querySelector("summary")?.focus();
  },
};

/** Whether typing goes into a field now. @param {EventTarget | null} target */
const isField = (target) =>
  target instanceof HTMLElement && target.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

/** Single keys can be turned off, for whoever speaks to the computer (WCAG 2.1.4). */
let isOn = true;
try {
  isOn = localStorage.getItem(OFF) === null;
} catch {
  // no storage: the keys are on until they are turned off on this page
}

/** @param {boolean} wanted */
function turn(wanted) {
  isOn = wanted;
  try {
    if (wanted) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "yes");
  } catch {
    // no storage: it holds for this page alone
  }
}

document.addEventListener("keydown", (event) => {
  const does = KEYS[event.key];
  if (!does || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isField(event.target) || !isOn) return;
  event.preventDefault();
  does();
});
document.addEventListener("click", (event) => {
  const row = event.target;
  if (!(row instanceof HTMLInputElement) || !rows().includes(row)) return;
  if (event.shiftKey) tickUpTo(row);
  last = row;
  count();
});
document.addEventListener("change", (event) => {
  const all = event.target;
  if (!(all instanceof HTMLInputElement) || all !== tickPage()) return;
  for (const row of rows()) row.checked = all.checked;
  count();
});
if (onSwitch instanceof HTMLInputElement) {
  onSwitch.checked = isOn;
  onSwitch.addEventListener("change", () => turn(onSwitch.checked));
}
if (help) help.hidden = false;
/** Show what works by script alone. */
function show() {
  for (const one of document.querySelectorAll(".tick-page")) one.removeAttribute("hidden");
  for (const one of document.querySelectorAll(".tick-word")) one.classList.add("visually-hidden");
  count();
}
document.addEventListener("segue:list", show);
show();
