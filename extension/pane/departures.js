/** @import { Session } from "./types.js" */
import { element, part, show } from "./page.js";

/**
 * Somebody who hands out the letters of several departures says which; one who has a single one is not asked.
 *
 * @param {Session} session
 * @param {AbortSignal} signal
 */
export function showDepartures({ departure, departures }, signal) {
  const select = /** @type {HTMLSelectElement} */ (part("departure"));
  select.replaceChildren(...departures.map(({ id, title }) => element("option", { value: id }, title)));
  select.value = departure?.id ?? "";
  show("which", departures.length > 1);
  const changed = (/** @type {Event} */ event) => {
    event.preventDefault();
    location.assign(addressed(location.href, select.value));
  };
  part("which").addEventListener("submit", changed, { signal });
}

/**
 * The same address for another departure: the page starts anew, and nothing of the former one stays in hand.
 *
 * @param {string} address
 * @param {string} departure
 */
export function addressed(address, departure) {
  const wanted = new URL(address);
  wanted.searchParams.set("departure", departure);
  return wanted.href;
}
