/** Gmail's compose windows: new message, reply, inline, full screen, pop-out, plain text. */

segueCompose.site = (() => {
  const { page, table } = segueCompose;
  const at = table.gmail;
  const OPENING_MS = 500;
  const BLANK = "<div><br></div>";
  const steadyMs = 80; // a fresh window takes its recipients away once, right after they came
  /** @typedef {import("./types.js").MessageWindow} MessageWindow */

  /** @param {import("./types.js").Spot} spot @param {string} field */
  const named = ({ selector }, field) => selector.replace("{field}", field);

  /** @returns {MessageWindow[]} */
  const windows = () => {
    /** @type {HTMLElement[]} */
    const rich = page.visible(document, at.body.selector);
    const bodies = [...rich, ...plainBodies(rich)];
    return bodies.flatMap((body) => {
      const place = page.placeOf(body, at.fields.selector, at.frame.selector, bodies);
      return place ? [{ body, place, plain: !rich.includes(body) }] : [];
    });
  };

  /** In plain-text mode the rich editor stays, hidden, and a text area beside it is used. @param {HTMLElement[]} rich */
  const plainBodies = (rich) => {
    const hidden = [...document.querySelectorAll(at.hiddenBody.selector)].filter((one) => !page.isVisible(one));
    return hidden.flatMap((one) => {
      const place = page.placeOf(one, at.fields.selector, at.frame.selector, rich);
      /** @type {HTMLElement[]} */
      const plain = place ? page.visible(place, at.plainBody.selector) : [];
      return plain.slice(0, 1);
    });
  };

  /** Its title brings a folded message back. Only a title is pressed, and never where there is more than one. */
  const restore = async () => {
    /** @type {Element[]} */
    const dialogs = page.visible(document, at.folded.selector);
    const folded = dialogs.filter((one) => one.querySelector(at.hiddenBody.selector));
    const title = folded.length === 1 && document.getElementById(folded[0].getAttribute("aria-labelledby") ?? "");
    if (!title || title.closest("button, [role=button]")) return folded.length > 0;
    for (const name of ["mousedown", "mouseup", "click"]) {
      title.dispatchEvent(new MouseEvent(name, { bubbles: true, cancelable: true, composed: true }));
    }
    return true;
  };

  /** @param {MessageWindow} window @param {string} field */
  const row = ({ place }, field) => /** @type {HTMLElement | null} */ (place.querySelector(named(at.row, field)));
  /** @param {MessageWindow} window @param {string} field */
  const oldRow = ({ place }, field) => /** @type {HTMLTextAreaElement | null} */ (place.querySelector(named(at.oldRow, field)));
  /** @param {Element | null} row */
  const typing = (row) => /** @type {HTMLInputElement | null} */ (row?.querySelector(at.typing.selector) ?? null);

  /** @param {string} text */
  const split = (text) => text.split(/[,;]/).map((one) => one.trim()).filter(Boolean);
  /** @param {MessageWindow} window @param {string} field */
  const typedIn = (window, field) => split(typing(row(window, field))?.value ?? "");
  /** @param {MessageWindow} window */
  const typed = (window) => ["to", "cc", "bcc"].flatMap((field) => typedIn(window, field));

  /** What is typed and is no chip yet counts too. @param {MessageWindow} window @param {string} field */
  const inRow = (window, field) => {
    const chips = [...(row(window, field)?.querySelectorAll(at.chip.selector) ?? [])].map(addressOf);
    const hidden = [...window.place.querySelectorAll(named(at.oldChip, field))].map((one) => one.getAttribute("value") ?? "");
    const old = split(oldRow(window, field)?.value ?? "");
    return [...chips, ...hidden, ...old, ...typedIn(window, field)].filter(Boolean);
  };

  /** @param {Element} chip */
  const addressOf = (chip) => chip.getAttribute("data-hovercard-id") || chip.textContent || "?";

  /** @param {MessageWindow} window */
  const rows = (window) => ({ to: inRow(window, "to"), cc: inRow(window, "cc"), bcc: inRow(window, "bcc") });
  /** @param {MessageWindow} window */
  const isEmpty = (window) => Object.values(rows(window)).every((list) => list.length === 0);

  /** @param {MessageWindow} window */
  const people = async (window) => {
    if (!row(window, "to") && !oldRow(window, "to")) return null;
    const cover = coverOf(window);
    if (cover && isEmpty(window)) {
      const shown = [...cover.querySelectorAll(at.coverChip.selector)].map((one) => one.getAttribute("email") ?? "?");
      open(cover);
      const came = shown.length === 0 || (await page.until(() => !isEmpty(window), OPENING_MS));
      if (!came) return { to: shown, cc: [], bcc: [] };
    }
    return rows(window);
  };

  /** What lies over the recipients while they are folded. @param {MessageWindow} window @returns {HTMLElement | null} */
  const coverOf = (window) => {
    const field = row(window, "to") ?? oldRow(window, "to");
    if (!field || page.isVisible(typing(field) ?? field)) return null;
    const known = page.visible(window.place, at.cover.selector)[0];
    if (known) return /** @type {HTMLElement} */ (known);
    for (let node = /** @type {Element | null} */ (field); node && node !== window.place; node = node.parentElement) {
      const next = node.nextElementSibling;
      if (next?.matches(at.coverAnyName.selector) && page.isVisible(next)) return /** @type {HTMLElement} */ (next);
    }
    return null;
  };

  /** Without the window's focus, as when the panel has it, `focus()` tells the page nothing. @param {HTMLElement} cover */
  const open = (cover) => {
    cover.focus({ preventScroll: true });
    if (page.isVisible(cover)) cover.dispatchEvent(new FocusEvent("focus"));
  };

  /** @param {MessageWindow} window @param {{to: string[], cc: string[]}} missing */
  const address = async (window, missing) => {
    const cover = coverOf(window);
    if (cover) {
      open(cover);
      await page.until(() => coverOf(window) === null, OPENING_MS);
    }
    if (missing.cc.length > 0) await showCopy(window);
    for (const field of /** @type {const} */ (["to", "cc"])) {
      if (missing[field].length > 0) add(window, field, missing[field]);
    }
  };

  /** @param {MessageWindow} window */
  const showCopy = async (window) => {
    const field = row(window, "cc") ?? oldRow(window, "cc");
    if (field && page.isVisible(field)) return;
    copyLink(window)?.click();
    await page.until(() => [row(window, "cc"), oldRow(window, "cc")].some((one) => one && page.isVisible(one)), OPENING_MS);
  };

  /** @param {MessageWindow} window @returns {HTMLElement | null} */
  const copyLink = ({ place }) => {
    const known = page.visible(place, at.copyLink.selector)[0];
    /** @type {Element[]} */
    const links = page.visible(place, at.anyLink.selector);
    const pair = links.find((link) => links.filter((one) => one.parentElement === link.parentElement).length === 2);
    return /** @type {HTMLElement | null} */ (known ?? pair ?? null);
  };

  /** @param {MessageWindow} window @param {string} field @param {string[]} addresses */
  const add = (window, field, addresses) => {
    const input = typing(row(window, field));
    const old = oldRow(window, field);
    if (input) {
      input.focus({ preventScroll: true });
      if (page.paste(input, addresses.join(","))) return;
      page.fill(input, addresses.join(","));
      input.dispatchEvent(new FocusEvent("blur"));
    } else if (old) {
      page.fill(old, [...inRow(window, field), ...addresses].join(", "));
    }
  };

  /** @param {MessageWindow} window */
  const subject = ({ place }) => /** @type {HTMLInputElement | null} */ (page.visible(place, at.subject.selector)[0] ?? null);
  /** @param {MessageWindow} window */
  const kept = ({ body }) => [at.signature, at.quote].flatMap(({ selector }) => [...body.querySelectorAll(selector)]);
  /** A reply has a quote, and below its message no subject. @param {MessageWindow} window */
  const isReply = (window) => window.body.querySelector(at.quote.selector) !== null || subject(window) === null;

  /** One step of undoing restores the body exactly. @type {import("./types.js").Site["write"]} */
  const write = (_window, letter, place) => {
    // Below a line, the browser would put the letter's first line into that one.
    const above = place.startOffset > 0 ? BLANK : "";
    const selection = document.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(place);
    document.execCommand("insertHTML", false, place.collapsed ? `${above}${letter.html}${BLANK}` : letter.html);
  };

  return { steadyMs, windows, restore, people, typed, address, subject, kept, isReply, write };
})();
