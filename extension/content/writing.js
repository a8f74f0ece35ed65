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

  /** @param {MessageWindow} window @param {OpenedLetter} letter @param {import("./types.js").Stretch | null} old @param {Range} place */
  const write = async (window, letter, old, place) => {
    const kept = segueCompose.site.kept(window);
    const whole = words.read(window);
    // An editor for plain text that looks like any other takes the text, not the markup: either is the whole letter.
    const ours = [false, true].map((plain) => words.ofLetter(letter, plain));
    const before = old ? words.read(window, kept) : "";
    const gone = old ? before.slice(old.at, old.end) : "";
    const above = wordsAbove(window, place);
    const expected = ours.map((letter) => (old ? whole.replace(gone, () => letter) : above + letter + whole.slice(above.length)));
    if (window.body instanceof HTMLTextAreaElement) writePlain(window.body, letter.text, old);
    else writeRich(window, letter, old ? words.range(window, kept, old) : place);
    written.set(window.body, linesOf(window, letter)[0]);
    return page.until(() => expected.includes(words.read(window)), TEXT_MS);
  };

  /** What stands above a place. @param {MessageWindow} window @param {Range} place */
  const wordsAbove = ({ body }, place) => {
    const above = document.createRange();
    above.setStart(body, 0);
    above.setEnd(place.startContainer, place.startOffset);
    return words.squeezed(above.toString());
  };

  /**
   * Where the letter goes: below the line of his own in which the person writes, else at the start, as in a text area.
   * Ask before the recipients are filled in, which takes the caret away.
   *
   * @param {MessageWindow} window
   */
  const placeIn = (window) => {
    const line = lineWritten(window);
    const place = document.createRange();
    if (line) place.setStartAfter(line);
    else place.setStart(window.body, 0);
    return place;
  };

  /** The part of the body with the caret, unless that is above all words, or in the signature or the quote. @param {MessageWindow} window */
  const lineWritten = (window) => {
    const selection = document.getSelection();
    let line = selection?.focusNode ?? null;
    if (!line || line === window.body || !window.body.contains(line)) return null;
    const caret = document.createRange();
    caret.setStart(line, selection?.focusOffset ?? 0);
    if (wordsAbove(window, caret) === "") return null;
    while (line.parentNode && line.parentNode !== window.body) line = line.parentNode;
    const kept = segueCompose.site.kept(window).some((one) => one.contains(line) || line?.contains(one));
    return kept ? null : line;
  };

  /** @param {MessageWindow} window @param {OpenedLetter} letter @param {Range} place */
  const writeRich = (window, letter, place) => {
    window.body.focus({ preventScroll: true });
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

  return { entitle, placeIn, standing, write };
})();
