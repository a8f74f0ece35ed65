/** The subject and the text of the message: putting them in, in one step that can be undone, and reading them back. */

segueCompose.writing = (() => {
  const TEXT_MS = 1_200;
  const { page, words, written } = segueCompose;
  /** @typedef {import("./types.js").MessageWindow} MessageWindow */
  /** @typedef {import("./types.js").OpenedLetter} OpenedLetter */

  /** @param {MessageWindow} window @param {OpenedLetter} letter @returns {boolean | null} null: it keeps its own */
  const entitle = (window, letter) => {
    const { site } = segueCompose;
    const field = site.subject(window);
    if (field?.value === letter.subject) return true;
    if (site.isReply(window) || field?.value.trim()) return null;
    if (!field) return false;
    page.fill(field, field.maxLength > 0 ? letter.subject.slice(0, field.maxLength) : letter.subject);
    return field.value === letter.subject;
  };

  /** The lines of this letter, and of what was inserted here before. @param {MessageWindow} message @param {OpenedLetter} letter */
  const linesOf = ({ body }, letter) => [
    letter.text.split("\n").map((line) => words.squeezed(line.replace(/^- /, ""))),
    ...(written.has(body) ? [written.get(body) ?? []] : []),
  ];

  /** Where a letter stands in the body. @param {MessageWindow} window @param {OpenedLetter} letter */
  const standing = (window, letter) => {
    const text = words.read(window, segueCompose.site.kept(window));
    const found = linesOf(window, letter).map((lines) => words.stretch(text, lines));
    const there = found.filter((one) => one !== null);
    return there.sort((one, other) => one.at - other.at || other.end - one.end)[0] ?? null;
  };

  /** @param {MessageWindow} window @param {OpenedLetter} letter @param {import("./types.js").Stretch | null} old */
  const write = async (window, letter, old) => {
    const kept = segueCompose.site.kept(window);
    const whole = words.read(window);
    const ours = words.ofLetter(letter, window.plain);
    const before = old ? words.read(window, kept) : "";
    const gone = old ? before.slice(old.at, old.end) : "";
    const expected = old ? whole.replace(gone, () => ours) : ours + whole;
    if (window.plain) writePlain(/** @type {HTMLTextAreaElement} */ (window.body), letter.text, old);
    else writeRich(window, letter, old && words.range(window, kept, old));
    written.set(window.body, linesOf(window, letter)[0]);
    return page.until(() => words.read(window) === expected, TEXT_MS);
  };

  /** @param {MessageWindow} window @param {OpenedLetter} letter @param {Range | null} old */
  const writeRich = (window, letter, old) => {
    window.body.focus({ preventScroll: true });
    const place = old ?? document.createRange();
    if (!old) place.setStart(window.body, 0);
    segueCompose.site.write(window, letter, place);
  };

  /** @param {HTMLTextAreaElement} body @param {string} text @param {import("./types.js").Stretch | null} old */
  const writePlain = (body, text, old) => {
    body.focus({ preventScroll: true });
    const [start, end] = old ? [plainOffset(body.value, old.at), plainOffset(body.value, old.end - 1) + 1] : [0, 0];
    body.setSelectionRange(start, end);
    document.execCommand("insertText", false, old ? text : `${text}\n\n`);
  };

  /** @param {string} text @param {number} place among its words */
  const plainOffset = (text, place) => {
    let passed = -1;
    return [...text.split("")].findIndex((letter) => words.squeezed(letter) !== "" && (passed += 1) === place);
  };

  return { entitle, standing, write };
})();
