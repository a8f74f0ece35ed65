/**
 * The words of a message, without white space, which is the browser's to arrange: to read back what was inserted,
 * and to find a letter that is there already, however it came there and even if a line of it was changed.
 */

segueCompose.words = (() => {
  const SHORT = 25;
  const NEAR = 60;

  /** @param {string} text */
  const squeezed = (text) => text.replace(/[\s\u200b\u200e\u200f\u2060]+/g, "");

  /** @param {Element} body @param {Element[]} skipped @returns {Text[]} */
  const textsIn = (body, skipped) => {
    const walk = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    /** @type {Text[]} */
    const found = [];
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (!skipped.some((one) => one.contains(node))) found.push(/** @type {Text} */ (node));
    }
    return found;
  };

  /** @type {import("./types.js").Words["read"]} */
  const read = ({ body }, skipped = []) => {
    if (body instanceof HTMLTextAreaElement) return squeezed(body.value);
    return textsIn(body, skipped).map((node) => squeezed(node.data)).join("");
  };

  /** @type {import("./types.js").Words["ofLetter"]} */
  const ofLetter = ({ html, text }, plain) =>
    squeezed(plain ? text : (new DOMParser().parseFromString(html, "text/html").body.textContent ?? ""));

  /**
   * Begins with the first long line that is there. A short one, such as a name, may stand elsewhere by chance: it counts
   * only beside what was found, or as far away as the changed lines between them are long.
   *
   * @type {import("./types.js").Words["stretch"]}
   */
  const stretch = (text, lines) => {
    const first = lines.findIndex((line) => line.length >= SHORT && text.includes(line));
    if (first < 0) return null;
    let at = text.indexOf(lines[first]);
    let end = at + lines[first].length;
    let matched = lines[first].length;
    let room = NEAR;
    for (const line of lines.slice(0, first).reverse()) {
      const place = text.lastIndexOf(line, at - line.length);
      const fits = line !== "" && place >= 0 && at >= line.length && at - place - line.length <= room;
      if (fits) [at, matched, room] = [place, matched + line.length, NEAR];
      else room += 2 * line.length;
    }
    room = NEAR;
    for (const line of lines.slice(first + 1)) {
      const place = text.indexOf(line, end);
      const fits = line !== "" && place >= 0 && (line.length >= SHORT || place - end <= room);
      if (fits) [end, matched, room] = [place + line.length, matched + line.length, NEAR];
      else room += 2 * line.length;
    }
    return matched * 2 >= lines.join("").length ? { at, end } : null;
  };

  /** @type {import("./types.js").Words["range"]} */
  const range = ({ body }, skipped, { at, end }) => {
    const texts = textsIn(body, skipped);
    const found = document.createRange();
    const first = spot(texts, at, false);
    const last = spot(texts, end, true);
    found.setStart(...first);
    found.setEnd(...last);
    const outer = (/** @type {Node} */ from) => outermost(from, body, found);
    const [head, tail] = [outer(first[0]), outer(last[0])];
    if (head !== first[0]) found.setStartBefore(head);
    if (tail !== last[0]) found.setEndAfter(tail);
    return found;
  };

  /**
   * The place in the page of a place among the words.
   *
   * @param {Text[]} texts
   * @param {number} place
   * @param {boolean} after behind the word's last letter
   * @returns {[Text, number]}
   */
  const spot = (texts, place, after) => {
    let passed = 0;
    for (const node of texts) {
      for (let offset = 0; offset < node.length; offset += 1) {
        if (squeezed(node.data[offset]) === "") continue;
        if (after ? passed + 1 === place : passed === place) return [node, after ? offset + 1 : offset];
        passed += 1;
      }
    }
    throw new Error("the words moved");
  };

  /** The outermost part of the body with no words outside the range. @param {Node} from @param {Element} body @param {Range} range */
  const outermost = (from, body, range) => {
    let found = from;
    for (let node = from.parentNode; node && node !== body; node = node.parentNode) {
      if (!within(node, range)) break;
      found = node;
    }
    return found;
  };

  /** Whether nothing but white space of a node lies outside the range. @param {Node} node @param {Range} range */
  const within = (node, range) => {
    const before = document.createRange();
    before.setStart(node, 0);
    const after = document.createRange();
    after.selectNodeContents(node);
    if (node.contains(range.startContainer)) before.setEnd(range.startContainer, range.startOffset);
    if (node.contains(range.endContainer)) after.setStart(range.endContainer, range.endOffset);
    else after.collapse(false);
    return squeezed(before.toString()) === "" && squeezed(after.toString()) === "";
  };

  return { squeezed, read, ofLetter, stretch, range };
})();
