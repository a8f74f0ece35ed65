/** Who gets the message: adding those who are missing, and reading back who is there. */

segueCompose.recipients = (() => {
  const CHIPS_MS = 1_200;
  const FIELDS = /** @type {const} */ (["to", "cc", "bcc"]);
  const { page } = segueCompose;
  /** @typedef {import("./types.js").MessageWindow} MessageWindow */
  /** @typedef {import("./types.js").OpenedLetter} OpenedLetter */
  /** @typedef {import("./types.js").People} People */

  /** @param {string[]} wanted @param {string[]} there */
  const lacking = (wanted, there) => wanted.filter((one) => !there.some((seen) => page.bare(seen) === page.bare(one)));

  /** @param {MessageWindow} window @param {OpenedLetter} letter @returns {Promise<{to: string[], cc: string[]}>} */
  const missing = async (window, { to, cc }) => {
    const people = await segueCompose.site.people(window);
    return { to: lacking(to, people?.to ?? []), cc: lacking(cc, people?.cc ?? []) };
  };

  /**
   * Add the recipients that are missing, and once more if they do not come or stay: a fresh window resets itself once.
   * One row may be reset while the other is added again, hence a third round, for what was there already.
   *
   * @param {MessageWindow} window
   * @param {OpenedLetter} letter
   */
  const address = async (window, letter) => {
    for (let round = 1; round <= 3; round += 1) {
      const left = await missing(window, letter);
      if (left.to.length + left.cc.length === 0) return;
      await segueCompose.site.address(window, left);
      const fate = await fateOf(window, letter);
      if (fate === "stayed" || (fate === "never came" && round === 2)) return;
      await page.pause(segueCompose.site.steadyMs);
    }
  };

  /** @param {MessageWindow} window @param {OpenedLetter} letter */
  const fateOf = async (window, letter) => {
    const end = performance.now() + CHIPS_MS;
    let since = Infinity;
    let seen = false;
    while (performance.now() < end) {
      const { to, cc } = await missing(window, letter);
      const whole = to.length + cc.length === 0;
      if (!whole && seen) return "went";
      since = whole ? Math.min(since, performance.now()) : Infinity;
      seen ||= whole;
      if (performance.now() - since >= segueCompose.site.steadyMs) return "stayed";
      await page.pause(10);
    }
    return "never came";
  };

  /**
   * Who gets the message now and was not seen by the guard.
   *
   * @param {MessageWindow} window
   * @param {OpenedLetter} letter
   * @param {People} expected
   */
  const strangers = async (window, letter, expected) => {
    const now = await segueCompose.site.people(window);
    const known = [...FIELDS.flatMap((field) => expected[field]), ...letter.to, ...letter.cc];
    return lacking(now ? FIELDS.flatMap((field) => now[field]) : [], known);
  };

  /**
   * Read back who gets the message now: whose address is not there, no chip yet, there twice, or there unasked.
   *
   * @param {MessageWindow} window
   * @param {OpenedLetter} letter
   * @param {People} expected
   * @returns {Promise<{to: string[], cc: string[]}>}
   */
  const unsure = async (window, letter, expected) => {
    const now = (await segueCompose.site.people(window)) ?? { to: [], cc: [], bcc: [] };
    const everyone = FIELDS.flatMap((field) => now[field]);
    const typed = segueCompose.site.typed(window);
    /** @param {string} one @param {string[]} list */
    const isIn = (one, list) => lacking([one], list).length === 0;
    /** @param {string[]} wanted @param {string[]} there */
    const unsettled = (wanted, there) => wanted.filter((one) => !isIn(one, there) || isIn(one, typed));
    const unasked = await strangers(window, letter, expected);
    const twice = everyone.filter((one, at) => isIn(one, everyone.slice(0, at)));
    const to = [...new Set([...unsettled(letter.to, now.to), ...unasked, ...twice])];
    const cc = unsettled(letter.cc, now.cc);
    return { to, cc };
  };

  return { address, lacking, strangers, unsure };
})();
