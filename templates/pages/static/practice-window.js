import { newMessage } from "./practice-message.js";

/** @import { Message } from "./practice-message.js" */

/**
 * The practice page: compose windows as in a mail program, and the pane's three verbs, asked by messages from the
 * pane's frame. Nothing here leaves the browser.
 */

const leaving = new AbortController();
const { signal } = leaving;
addEventListener("pagehide", (event) => event.persisted || leaving.abort(), { signal });

/** @type {Message[]} newest first */
let open = [];
/** @type {Message | null} the one that last had the focus */
let last = null;

/** @template {HTMLElement} [T=HTMLElement] @param {string} id @returns {T} */
const part = (id) => /** @type {T} */ (document.getElementById(id));
const template = /** @type {HTMLTemplateElement} */ (part("message"));
/** @param {string} text */
const say = (text) => part("said").replaceChildren(text);

/** Start a message in front of the others, which fold away as windows do. */
function start() {
  const message = newMessage(template, say);
  for (const other of open) other.fold(false);
  open = [message, ...open];
  last = message;
  part("messages").prepend(message.place);
  part("none").hidden = true;
  listen(message);
  return message;
}

/** @param {Message} message */
function listen({ id, place }) {
  place.addEventListener("focusin", () => (last = open.find((one) => one.id === id) ?? last), { signal });
  for (const [selector, words] of [[".discard", template.dataset.discarded], [".done", template.dataset.done]]) {
    place.querySelector(selector ?? "")?.addEventListener("click", () => close(id, words ?? ""), { signal });
  }
}

/** @param {string} id @param {string} words */
function close(id, words) {
  open.find((one) => one.id === id)?.end();
  open = open.filter((one) => one.id !== id);
  if (last?.id === id) last = null;
  part("none").hidden = open.length > 0;
  part("new-message").focus();
  say(words);
}

/** @param {string} code */
const cannot = (code) => ({ done: false, code });

/** Return the message in front of the person: used last, or the only one; never just the first of several. */
function inFront() {
  return last ?? (open.length === 1 ? open[0] : null);
}

/** @type {Record<string, (said: any) => object>} */
const verbs = {
  open: ({ letter }) => {
    const message = open.find((one) => one.isUntouched()) ?? start();
    for (const other of open) other.fold(other === message);
    last = message;
    message.address(letter);
    message.place.scrollIntoView({ block: "nearest" });
    return { done: true };
  },
  recipients: () => {
    const message = inFront();
    if (!message) return cannot(open.length === 0 ? "no_window" : "which_window");
    return { done: true, window: message.id, ...message.people() };
  },
  insert: ({ letter, choices }) => {
    const message = open.find((one) => one.id === choices.expected.window);
    if (!message || !unchanged(message.people(), choices.expected)) return cannot("changed");
    if (message.hasLetter(letter) && !choices.replace) return cannot("already");
    message.fold(true);
    return { done: true, confirmed: message.insert(letter, choices.replace) };
  },
};

/**
 * Say whether the recipients are still those that the guard read.
 *
 * @param {{to: string[], cc: string[], bcc: string[]}} now
 * @param {{to: string[], cc: string[], bcc: string[]}} seen
 */
function unchanged(now, seen) {
  return (/** @type {const} */ (["to", "cc", "bcc"])).every((row) => now[row].join("\n") === seen[row].join("\n"));
}

addEventListener("message", (event) => {
  const pane = /** @type {HTMLIFrameElement} */ (part("pane")).contentWindow;
  if (event.origin !== location.origin || event.source !== pane || event.data?.segue !== "verb") return;
  const { id, verb } = event.data;
  const outcome = Object.hasOwn(verbs, verb) ? verbs[verb](event.data) : cannot("cannot");
  pane?.postMessage({ segue: "answer", id, outcome }, location.origin);
}, { signal });

part("new-message").addEventListener("click", () => start().focus(), { signal });
start();
