import { bodyOf } from "./practice-body.js";
import { recipientRow } from "./practice-recipients.js";

/**
 * One compose window of the practice page.
 *
 * @typedef {{to: string[], cc: string[], bcc: string[]}} People
 * @typedef {{to: string[], cc: string[], subject: string, html: string, language: string, direction: string}} Letter
 * @typedef {{to: boolean, cc: boolean, subject: boolean, body: boolean}} Confirmed
 * @typedef {object} Message
 * @property {string} id
 * @property {HTMLElement} place
 * @property {() => People} people
 * @property {() => boolean} isUntouched
 * @property {(letter: Letter) => boolean} hasLetter whether this letter, or one inserted before, is in the text
 * @property {(letter: Letter) => void} address fills To, Cc and subject where they are empty
 * @property {(letter: Letter, replace: boolean) => Confirmed} insert
 * @property {(open: boolean) => void} fold
 * @property {() => void} focus
 * @property {() => void} end
 */

let messages = 0;

/**
 * @param {HTMLTemplateElement} template
 * @param {(text: string) => void} say
 * @returns {Message}
 */
export function newMessage(template, say) {
  const place = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  const ending = new AbortController();
  const { signal } = ending;
  /** @template {Element} [T=HTMLElement] @param {string} selector @returns {T} */
  const find = (selector) => /** @type {T} */ (place.querySelector(selector));
  const words = { remove: template.dataset.remove ?? "", bad: template.dataset.bad ?? "" };
  const subject = /** @type {HTMLInputElement} */ (find(".subject"));
  const text = find(".body");
  const start = text.innerHTML;
  const name = find(".name");

  const changed = () => {
    name.textContent = subject.value.trim() || to.addresses().join(", ") || name.dataset.empty || "";
  };
  const tools = { say, changed, signal };
  const to = recipientRow(find("[data-field=to]"), words, tools);
  const cc = recipientRow(find("[data-field=cc]"), words, tools);
  const body = bodyOf(text, signal);
  label(place, subject);
  subject.addEventListener("input", changed, { signal });

  /** @param {boolean} open */
  const fold = (open) => {
    find(".inside").hidden = !open;
    find(".fold").setAttribute("aria-expanded", String(open));
  };
  find(".fold").addEventListener("click", () => fold(Boolean(find(".inside").hidden)), { signal });

  /** @param {Letter} letter */
  const address = (letter) => {
    if (to.isEmpty()) to.add(letter.to);
    if (cc.isEmpty()) cc.add(letter.cc);
    if (subject.value.trim() === "") subject.value = letter.subject;
    changed();
  };
  return {
    id: `message-${++messages}`,
    place,
    people: () => ({ to: to.addresses(), cc: cc.addresses(), bcc: [] }),
    isUntouched: () => to.isEmpty() && cc.isEmpty() && subject.value === "" && text.innerHTML === start,
    // A letter that was pasted was not inserted by this page, and is there all the same.
    hasLetter: (letter) => body.hasLetter() || body.holds(letter),
    address,
    insert: (letter, replace) => {
      address(letter);
      const signature = text.querySelector(".signature")?.textContent;
      body.insert(letter, replace);
      const kept = text.querySelector(".signature")?.textContent === signature;
      return {
        to: holdsAll(to.addresses(), letter.to),
        cc: holdsAll(cc.addresses(), letter.cc),
        subject: subject.value === letter.subject,
        body: kept && body.holds(letter),
      };
    },
    fold,
    focus: () => text.focus(),
    end: () => {
      ending.abort();
      place.remove();
    },
  };
}

/** @param {HTMLElement} place @param {HTMLInputElement} subject */
function label(place, subject) {
  subject.id = `subject-${messages + 1}`;
  const written = subject.parentElement?.querySelector("label");
  if (written) written.htmlFor = subject.id;
}

/** @param {string[]} held @param {string[]} wanted */
function holdsAll(held, wanted) {
  const known = new Set(held.map((one) => one.toLowerCase()));
  return wanted.every((one) => known.has(one.toLowerCase()));
}
