/**
 * One row of recipients: what is typed becomes a chip at Enter, comma, semicolon or when the field is left;
 * Backspace in the empty field takes the last one away.
 *
 * @typedef {object} Row
 * @property {() => string[]} addresses
 * @property {(addresses: string[]) => void} add
 * @property {() => boolean} isEmpty
 */

let rows = 0;

/**
 * @param {HTMLElement} field
 * @param {{remove: string, bad: string}} words with the gap `{address}`
 * @param {{say: (text: string) => void, changed: () => void, signal: AbortSignal}} tools
 * @returns {Row}
 */
export function recipientRow(field, words, { say, changed, signal }) {
  const input = /** @type {HTMLInputElement} */ (field.querySelector("input"));
  const list = /** @type {HTMLElement} */ (field.querySelector(".chips"));
  const label = /** @type {HTMLLabelElement} */ (field.querySelector("label"));
  input.id = `recipients-${++rows}`;
  label.htmlFor = input.id;
  const addresses = () => [...list.children].map((chip) => chip.getAttribute("data-address") ?? "");

  /** @param {string[]} many */
  const add = (many) => {
    const fresh = many.filter((one) => !addresses().some((known) => same(known, one)));
    list.append(...fresh.map((address) => chipFor(address, words.remove)));
    changed();
  };
  const takeTyped = () => {
    const typed = input.value.split(/[,;]/).map((one) => one.trim()).filter(Boolean);
    if (typed.length === 0) return;
    const [good, bad] = [typed.filter(isAddress), typed.filter((one) => !isAddress(one))];
    input.value = bad.join(", ");
    input.setAttribute("aria-invalid", String(bad.length > 0));
    if (bad.length > 0) say(words.bad.replace("{address}", () => bad.join(", ")));
    add(good);
  };
  /** @param {Element | null | undefined} chip */
  const remove = (chip) => {
    chip?.remove();
    input.focus();
    changed();
  };

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (["Enter", ",", ";"].includes(event.key)) {
      event.preventDefault();
      takeTyped();
    } else if (event.key === "Backspace" && input.value === "") remove(list.lastElementChild);
  }, { signal });
  input.addEventListener("blur", takeTyped, { signal });
  list.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("button")) remove(event.target.closest("li"));
  }, { signal });

  return {
    // What is typed and is no chip yet counts too: a guard that overlooks it would guard nothing.
    addresses: () => [...addresses(), ...(input.value.trim() ? [input.value.trim()] : [])],
    add,
    isEmpty: () => list.children.length === 0 && input.value.trim() === "",
  };
}

/** @param {string} address @param {string} words */
function chipFor(address, words) {
  const chip = document.createElement("li");
  const button = document.createElement("button");
  const name = document.createElement("bdi");
  name.textContent = address;
  chip.setAttribute("data-address", address);
  button.type = "button";
  button.textContent = "×";
  button.setAttribute("aria-label", words.replace("{address}", () => address));
  chip.append(name, button);
  return chip;
}

/** @param {string} text */
function isAddress(text) {
  return /^[^\s@<>]+@[^\s@<>]+$/.test(text);
}

/** @param {string} one @param {string} other */
function same(one, other) {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
