/** @import { Texts } from "./texts.js" */

/**
 * The few ways in which the pane touches its page: by id, with text and never with markup.
 */

/**
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function part(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page lacks #${id}`);
  return /** @type {T} */ (found);
}

/**
 * @param {string} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** @param {string} id @param {string} text Empty text hides nothing and reads as nothing. */
export function write(id, text) {
  const place = part(id);
  if (place.textContent !== text) place.textContent = text;
}

/** @param {string} id @param {boolean} shown */
export function show(id, shown) {
  part(id).hidden = !shown;
}

/**
 * Close a button without taking the focus from it, so that the keyboard stays where it was.
 *
 * @param {string} id
 * @param {boolean} enabled
 */
export function enable(id, enabled) {
  part(id).setAttribute("aria-disabled", String(!enabled));
}

/** @param {string} id */
export function isEnabled(id) {
  return part(id).getAttribute("aria-disabled") !== "true";
}

/** Make one of two buttons the natural next step. @param {string} id @param {string} other */
export function recommend(id, other) {
  part(id).classList.add("primary");
  part(other).classList.remove("primary");
}

/** @param {string} id @param {string[]} lines */
export function list(id, lines) {
  part(id).replaceChildren(...lines.map((line) => element("li", {}, line)));
}

/** Fill every fixed text of the page. @param {Texts} texts */
export function speak(texts) {
  document.documentElement.lang = texts.locale;
  for (const place of document.querySelectorAll("[data-text]")) {
    place.textContent = texts.say(place.getAttribute("data-text") ?? "");
  }
  for (const place of document.querySelectorAll("[data-label]")) {
    place.setAttribute("aria-label", texts.say(place.getAttribute("data-label") ?? ""));
  }
}
