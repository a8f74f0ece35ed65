/** Compose windows of Outlook on the web: new message, reply, pop-out, plain text; a rich text is roosterjs's. */

segueCompose.site = (() => {
  const { chips: ours, page, table, words } = segueCompose;
  const at = table.outlook;
  const CHIP_MS = 1_000;
  const ADDRESS = /[^\s<>()"';,:/?=&]+@[^\s<>()"';,:/?=&]+/g;
  /** @typedef {import("./types.js").MessageWindow} MessageWindow */

  /** @param {(body: Element) => boolean} wanted @returns {MessageWindow[]} */
  const windowsThat = (wanted) => {
    const known = [at.body, at.plainBody].flatMap(({ selector }) => [...document.querySelectorAll(selector)]).filter(wanted);
    const any = known.length > 0 ? known : [...document.querySelectorAll(at.anyBody.selector)].filter(wanted);
    const bodies = /** @type {HTMLElement[]} */ (any);
    return bodies.flatMap((body) => {
      const place = page.placeOf(body, at.fields.selector, at.frame.selector, bodies);
      return place ? [{ body, place, plain: body.matches(at.plainBody.selector) }] : [];
    });
  };
  const windows = () => windowsThat(page.isVisible);

  /** A message that is folded away is told of; which part of the page brings it back nobody has seen yet. */
  const restore = async () => windowsThat((body) => !page.isVisible(body)).length > 0;

  /** To, Cc and Bcc, in this order. @param {MessageWindow} window */
  const rows = ({ body, place }) =>
    /** @type {HTMLElement[]} */ ([...place.querySelectorAll(at.row.selector)]).filter((one) => !body.contains(one));

  /** @param {HTMLElement | undefined} row */
  const chipsIn = (row) => {
    const all = [...(row?.querySelectorAll(at.chip.selector) ?? [])];
    return all.filter((chip) => !all.some((other) => other !== chip && other.contains(chip)));
  };

  /**
   * Two addresses in one chip: one of them may be a name that somebody gave himself, and neither is believed.
   *
   * @param {Element} chip
   */
  const addressOf = (chip) => {
    const written = [chip, ...chip.querySelectorAll("*")].flatMap((one) => [...one.attributes].map(({ value }) => value));
    const addresses = [chip.textContent ?? "", ...written].flatMap((text) => text.match(ADDRESS) ?? []).map(page.bare);
    return ours.get(chip) ?? ([...new Set(addresses)].join(" ") || chip.textContent?.trim() || "?");
  };

  /** @param {HTMLElement} row */
  const typedIn = (row) => words.read({ body: row, place: row, plain: false }, chipsIn(row)).split(/[,;]/).filter(Boolean);
  /** @param {MessageWindow} window */
  const typed = (window) => rows(window).flatMap(typedIn);

  /** What is typed and is no chip yet counts too. @param {HTMLElement | undefined} row */
  const inRow = (row) => (row ? [...chipsIn(row).map(addressOf), ...typedIn(row)] : []);

  /** @param {MessageWindow} window */
  const people = async (window) => {
    const [to, cc, bcc] = rows(window);
    return to ? { to: inRow(to), cc: inRow(cc), bcc: inRow(bcc) } : null;
  };

  /** @param {MessageWindow} window @param {{to: string[], cc: string[]}} missing */
  const address = async (window, missing) => {
    const [to, cc] = rows(window);
    for (const one of missing.to) await add(to, one);
    for (const one of missing.cc) await add(cc, one);
  };

  /** @param {HTMLElement | undefined} row @param {string} one */
  const add = async (row, one) => {
    if (!row || !page.isVisible(row)) return;
    const before = new Set(chipsIn(row));
    const came = () => chipsIn(row).filter((chip) => !before.has(chip));
    row.focus({ preventScroll: true });
    document.getSelection()?.selectAllChildren(row);
    document.getSelection()?.collapseToEnd();
    document.execCommand("insertText", false, `${one};`);
    await page.until(() => came().length > 0, CHIP_MS);
    if (came().length === 1) ours.set(came()[0], one);
  };

  /** @param {MessageWindow} window */
  const subject = ({ place }) => /** @type {HTMLInputElement | null} */ (page.visible(place, at.subject.selector).at(-1) ?? null);

  /** A quote runs from its mark to the end. @param {MessageWindow} window */
  const kept = ({ body }) => {
    const [mark] = body.querySelectorAll(at.quote.selector);
    const after = mark ? [...(mark.parentElement?.children ?? [])] : [];
    return [...body.querySelectorAll(at.signature.selector), ...after.slice(after.indexOf(mark))];
  };

  /** @param {MessageWindow} window */
  const isReply = ({ body }) => body.querySelector(at.quote.selector) !== null;

  /**
   * A paste is one clean step of roosterjs's own undoing. Where the page does not see what is pasted, as from an
   * extension in Firefox, the text goes in as it does elsewhere.
   *
   * @type {import("./types.js").Site["write"]}
   */
  const write = ({ body, plain }, letter, place) => {
    const selection = document.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(place);
    if (page.paste(body, letter.text, plain ? "" : letter.html)) return;
    if (plain) document.execCommand("insertText", false, `${letter.text}\n`);
    else document.execCommand("insertHTML", false, letter.html);
  };

  return { steadyMs: 0, windows, restore, people, typed, address, subject, kept, isReply, write };
})();
