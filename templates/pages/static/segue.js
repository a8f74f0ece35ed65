// The little script of the server-rendered pages. Everything works without it; it only makes the pages kinder.
// @ts-check

const PULSE_MS = 3000;

/** @param {string | null} tag */
const bare = (tag) => (tag ?? "").replace(/^W\//, "");

/** Show the polite bar once, with a button that reloads. */
function showChanged() {
  const bar = document.getElementById("changed");
  if (!bar || bar.childElementCount) return;
  const text = document.createElement("span");
  text.textContent = bar.dataset.text ?? "";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = bar.dataset.reload ?? "";
  button.addEventListener("click", () => location.reload());
  bar.append(text, button);
}

/** Ask once whether this page is still what the server would show. @returns {Promise<boolean>} */
async function isChanged() {
  const { pulse = "", pulseTag = "" } = document.body.dataset;
  try {
    const answer = await fetch(pulse, { headers: { "If-None-Match": pulseTag }, credentials: "same-origin" });
    return answer.ok && bare(answer.headers.get("ETag")) !== bare(pulseTag);
  } catch {
    return false; // offline for a moment: the next pulse asks again
  }
}

function startPulse() {
  if (!document.body.dataset.pulse) return;
  const timer = setInterval(async () => {
    if (document.hidden || !(await isChanged())) return;
    clearInterval(timer);
    showChanged();
  }, PULSE_MS);
}

/** Forms with unsaved typing; a saved or removed form is no reason to stay. @type {Set<HTMLFormElement>} */
const unsaved = new Set();

/** @param {Event} event */
function guardedForm(event) {
  const form = event.target instanceof Element ? event.target.closest("form[data-guard]") : null;
  return form instanceof HTMLFormElement ? form : null;
}

function startGuard() {
  document.addEventListener("input", (event) => {
    const form = guardedForm(event);
    if (form) unsaved.add(form);
  });
  document.addEventListener("submit", (event) => {
    const form = guardedForm(event);
    if (form) unsaved.delete(form);
  });
  addEventListener("beforeunload", (event) => {
    if ([...unsaved].some((form) => form.isConnected)) event.preventDefault();
  });
}

/** What was typed before the scripts were there, as on a slow line, counts as typed now: nothing else would notice it. */
function hearEarlyTyping() {
  for (const field of document.querySelectorAll("textarea, input:is(:not([type]), [type=text], [type=tel], [type=date])"))
    if ((field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && field.value !== field.defaultValue)
      field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Put the question before each error of the summary: "Please answer this" alone does not say what. */
function nameErrors() {
  for (const link of document.querySelectorAll(".error-summary a")) {
    const field = document.getElementById((link.getAttribute("href") ?? "").slice(1));
    if (field?.matches("[data-row]")) continue; // the first tick box stands for all: the error is not about its row
    const label = field?.closest("fieldset")?.querySelector("legend") ?? document.querySelector(`label[for="${field?.id}"]`);
    const name = label?.firstChild?.textContent?.trim();
    if (name) link.prepend(/[?!:…]$/.test(name) ? `${name} ` : `${name}: `);
  }
}

/** Errors get the focus, unless somebody was quicker than this script and is in a field already. */
function focusErrors() {
  const summary = document.querySelector(".error-summary");
  if (summary instanceof HTMLElement && document.activeElement === document.body) summary.focus();
}

/** @param {HTMLElement} button */
async function copy(button) {
  const source = document.querySelector(button.dataset.copy ?? "");
  if (!(source instanceof HTMLElement)) return;
  const text = source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement ? source.value : source.innerText;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    selectAll(source); // no permission: selected, so that one key copies it
    return;
  }
  const label = button.textContent;
  button.textContent = button.dataset.copied ?? label;
  setTimeout(() => (button.textContent = label), 2000);
}

/** @param {HTMLElement} source */
function selectAll(source) {
  if (source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement) source.select();
  else getSelection()?.selectAllChildren(source);
}

/** In a list to type through, Enter goes to the next field, and from the last one to the form's last button. */
/** @param {KeyboardEvent} event */
function enterGoesOn(event) {
  const field = event.target;
  if (event.key !== "Enter" || event.isComposing || !(field instanceof HTMLInputElement)) return;
  const list = field.closest("[data-enter-next]");
  if (!list) return;
  event.preventDefault();
  const fields = [...list.querySelectorAll("input:not([type=hidden])")];
  const next = fields[fields.indexOf(field) + 1] ?? [...(field.form?.querySelectorAll("button") ?? [])].at(-1);
  if (next instanceof HTMLElement) next.focus();
  if (next instanceof HTMLInputElement) next.select();
}

document.addEventListener("keydown", enterGoesOn);
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
  if (button instanceof HTMLElement) copy(button);
});
document.addEventListener("htmx:afterSwap", focusErrors);
startPulse();
startGuard();
addEventListener("DOMContentLoaded", hearEarlyTyping); // after htmx, which begins with the same event
nameErrors();
focusErrors();
