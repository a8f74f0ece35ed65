/**
 * The text of a message: the letter goes in at the cursor or the start, as one step that Ctrl+Z takes back whole,
 * and neither what was typed nor the signature is touched.
 *
 * @typedef {{html: string, language: string, direction: string}} Written
 * @typedef {object} Body
 * @property {(letter: Written, replace: boolean) => void} insert
 * @property {(letter: Written) => boolean} holds whether the letter is there now, word for word
 * @property {() => boolean} hasLetter whether something inserted before is still there
 */

/**
 * @param {HTMLElement} body
 * @param {AbortSignal} signal
 * @returns {Body}
 */
export function bodyOf(body, signal) {
  /** @type {Element[]} the outermost first */
  let inserted = [];
  /** @type {Range | null} */
  let cursor = null;
  document.addEventListener("selectionchange", () => (cursor = cursorIn(body) ?? cursor), { signal });
  /** @param {Written} letter */
  const holds = (letter) => squeezed(body).includes(squeezed(new DOMParser().parseFromString(letter.html, "text/html").body));
  const present = () => inserted.filter((node) => body.contains(node) && node.textContent?.trim());

  /** @param {Written} letter @param {boolean} replace */
  const insert = (letter, replace) => {
    const old = replace ? (present()[0] ?? null) : null;
    const before = new Set(body.querySelectorAll("*"));
    const { place, html } = old ? inPlaceOf(old, letter) : besideCursor(validCursor(cursor, body), body, letter);
    const selection = document.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(place);
    document.execCommand("insertHTML", false, html);
    const fresh = [...body.querySelectorAll("*")].filter((node) => !before.has(node));
    inserted = old && body.contains(old) ? [old, ...fresh] : fresh;
    cursor = null;
  };
  return { insert, holds, hasLetter: () => present().length > 0 };
}

/** @param {Element} old @param {Written} letter */
function inPlaceOf(old, letter) {
  const place = document.createRange();
  const sameFrame = old.getAttribute("lang") === letter.language && old.getAttribute("dir") === letter.direction;
  if (sameFrame) place.selectNodeContents(old);
  else place.selectNode(old);
  return { place, html: sameFrame ? letter.html : framed(letter) };
}

/**
 * Find the place at the cursor, between paragraphs: a letter in the middle of a sentence would lose its first line to it.
 *
 * @param {Range | null} cursor
 * @param {HTMLElement} body
 * @param {Written} letter
 */
function besideCursor(cursor, body, letter) {
  const html = `${framed(letter)}<div><br></div>`;
  const place = document.createRange();
  place.setStart(body, 0);
  const line = cursor && [...body.childNodes].find((child) => child.contains(cursor.startContainer));
  if (line) {
    place.setEnd(cursor.startContainer, cursor.startOffset);
    // Nothing typed before the cursor: it stands at the start of its line, and the line may stay below.
    place.setStartBefore(line);
    if (place.toString().trim()) place.setStartAfter(line);
  }
  place.collapse(true);
  return { place, html: line instanceof Text ? `<div><br></div>${html}` : html };
}

/** @param {Written} letter */
function framed({ html, language, direction }) {
  const frame = document.createElement("div");
  frame.lang = language;
  frame.dir = direction;
  return frame.outerHTML.replace("</div>", () => `${html}</div>`);
}

/** @param {HTMLElement} body @returns {Range | null} */
function cursorIn(body) {
  const selection = document.getSelection();
  if (!selection?.anchorNode || !body.contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0).cloneRange();
  // A selection is something the person typed: the letter goes behind it, not in its place.
  range.collapse(false);
  return range;
}

/** @param {Range | null} range @param {HTMLElement} body @returns {Range | null} */
function validCursor(range, body) {
  if (!range || !body.contains(range.startContainer)) return null;
  const holder = range.startContainer;
  const element = holder instanceof Element ? holder : holder.parentElement;
  return element?.closest(".signature") ? null : range;
}

/** @param {Element} place @returns {string} its words, without any white space: that is the browser's to arrange */
function squeezed(place) {
  return (place.textContent ?? "").replace(/\s+/g, "");
}
