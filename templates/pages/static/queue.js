// Keeps the queue in step with what is said in other doors, and takes a mark without loading the page anew.
// Without it every button still works, and a reload shows what is new.
// @ts-check

const ASK_MS = 3000;
const PARTS = ["queue-told", "queue-parts", "queue-list", "all-drafted"];

const queue = () => document.getElementById("queue");
/** Whether an answer is awaited: a mark is never overtaken by a look that began before it. */
let asking = false;

/** Whether somebody is in the middle of something here: focus, an open menu, a tick, typed words. @param {Element} part */
const isBusy = (part) =>
  part.contains(document.activeElement) ||
  part.querySelector("details[open], [data-row]:checked") !== null ||
  [...part.querySelectorAll("input:not([type=hidden], [type=checkbox])")].some((field) => /** @type {HTMLInputElement} */ (field).value !== /** @type {HTMLInputElement} */ (field).defaultValue);

/** @param {Element} list @returns {Map<string, Element>} */
const keyed = (list) => new Map([...list.querySelectorAll("tr[data-key]")].map((row) => [row.getAttribute("data-key") ?? "", row]));

/** Say on a row that is in use what became of it elsewhere; what is done in it stays. @param {Element} row @param {Element | undefined} now */
function note(row, now) {
  const [old, fresh] = [row.querySelector(".status"), now?.querySelector(".status")];
  if (now && old?.innerHTML === fresh?.innerHTML) return;
  if (old && fresh) old.innerHTML = fresh.innerHTML;
  const said = row.querySelector(".elsewhere");
  if (said && !now) said.textContent = ` ${queue()?.dataset.busy ?? ""}`;
}

/** Bring the rows of a list in line with those of another, and leave those alone that somebody is in. @param {Element} list @param {Element} fresh */
function takeRows(list, fresh) {
  const [body, news, olds] = [list.querySelector("tbody"), keyed(fresh), keyed(list)];
  for (const [key, row] of olds) {
    const now = news.get(key);
    if (isBusy(row)) note(row, now);
    else if (!now) row.remove();
    else if (row.outerHTML !== now.outerHTML) row.replaceWith(document.importNode(now, true));
  }
  /** @type {Element | null} */
  let before = null;
  for (const [key, now] of news) {
    const row = body?.querySelector(`tr[data-key="${CSS.escape(key)}"]`) ?? document.importNode(now, true);
    /** @type {Element | null} */
    const place = before ? before.nextElementSibling : (body?.firstElementChild ?? null);
    if (row !== place && !row.contains(document.activeElement)) body?.insertBefore(row, place);
    before = row;
  }
  const [caption, newCaption] = [list.querySelector("caption"), fresh.querySelector("caption")];
  if (caption && newCaption) caption.textContent = newCaption.textContent;
}

/** @param {Element} old @param {Element} now */
function takePart(old, now) {
  if (old.id === "queue-list" && old.querySelector("tbody") && now.querySelector("tbody")) return takeRows(old, now);
  if (old.innerHTML !== now.innerHTML && !old.contains(document.activeElement)) old.innerHTML = now.innerHTML;
}

/** Show the queue as the server sent it. @param {string} text @param {string} tag @param {boolean} said */
function take(text, tag, said) {
  const [old, now] = [queue(), new DOMParser().parseFromString(text, "text/html").getElementById("queue")];
  if (!old || !now) return location.reload();
  for (const id of said ? ["queue-said", ...PARTS] : PARTS) {
    const [part, fresh] = [old.querySelector(`#${id}`), now.querySelector(`#${id}`)];
    if (part && fresh) takePart(part, fresh);
    else if (part && !isBusy(part)) part.remove();
    else if (fresh) old.append(document.importNode(fresh, true));
  }
  /** @type {any} */ (window).htmx?.process(old); // rows that came just now ask for their answers, too
  old.dataset.tag = tag || now.dataset.tag;
  if (old.dataset.frame !== now.dataset.frame) location.reload(); // what may be done at all is another now
  document.dispatchEvent(new Event("segue:list"));
}

/** Ask once whether anything was said elsewhere. */
async function look() {
  const here = queue();
  if (!here || document.hidden || asking) return;
  asking = true;
  try {
    const asked = { headers: { "If-None-Match": here.dataset.tag ?? "", "Segue-Part": "queue" }, cache: /** @type {const} */ ("no-store") };
    const answer = await fetch(here.dataset.ask ?? "", asked);
    if (answer.status === 200 && !answer.redirected) take(await answer.text(), "", false);
  } catch {
    // offline for a moment: the next look asks again
  } finally {
    asking = false;
  }
}

/** Where to go on after a row is done with: the same button of the next row, else of the one before. @param {Element} row */
function goOn(row) {
  const rows = [...document.querySelectorAll("tr[data-key]")].filter((one) => one.querySelector("[data-row]"));
  const at = rows.indexOf(row);
  return [...rows.slice(at + 1), ...rows.slice(0, at).reverse()].map((one) => one.getAttribute("data-key") ?? "");
}

/** @param {string[]} keys */
function focusFirst(keys) {
  const row = keys.map((key) => document.querySelector(`tr[data-key="${CSS.escape(key)}"]`)).find((one) => one);
  const field = row?.querySelector("[data-row]");
  if (field instanceof HTMLElement) field.focus();
}

/** @param {SubmitEvent} event */
async function mark(event) {
  const [form, button] = [event.target, event.submitter];
  if (!(form instanceof HTMLFormElement) || !form.closest("#queue") || form.method !== "post") return;
  if (form.hasAttribute("hx-post") || button?.matches("[data-file]")) return;
  event.preventDefault();
  const [row, typed] = [form.closest("tr[data-key]"), new FormData(form, button)];
  const next = row ? goOn(row) : [];
  asking = true;
  try {
    const asked = { method: "POST", body: typed, headers: { "Segue-Part": "queue" } };
    const answer = await fetch(form.action, asked);
    if (!(answer.headers.get("Content-Type") ?? "").startsWith("text/html") || answer.redirected) return location.reload();
    const text = await answer.text();
    if (answer.ok) letGo(form, row);
    take(text, "", true);
    if (answer.ok && row) focusFirst(next);
  } catch {
    form.submit();
  } finally {
    asking = false;
  }
}

/** What was typed and opened has been said: its row is nobody's now. @param {HTMLFormElement} form @param {Element | null} row */
function letGo(form, row) {
  form.reset();
  for (const menu of row?.querySelectorAll("details[open]") ?? []) menu.removeAttribute("open");
  if (!row) for (const one of document.querySelectorAll("[data-row]:checked")) /** @type {HTMLInputElement} */ (one).checked = false;
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** Fetch what happened with a letter when somebody opens its menu. @param {Event} event */
async function tell(event) {
  const menu = event.target;
  const place = menu instanceof HTMLDetailsElement && menu.open ? menu.querySelector(".happened") : null;
  if (!(menu instanceof HTMLDetailsElement) || !place || !menu.dataset.history) return;
  const answer = await fetch(menu.dataset.history);
  if (answer.ok) place.innerHTML = await answer.text();
}

document.addEventListener("submit", mark);
document.addEventListener("toggle", tell, true);
setInterval(look, ASK_MS);
