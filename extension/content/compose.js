/**
 * What can be asked of a mail page, once per press of a button: whose message is in front, and put the letter in it.
 * Nothing runs before or after, and nothing is watched, except for a minute after several messages were found and
 * none of them was in front.
 */

segueCompose.ask = (() => {
  const WATCH_MS = 60_000;
  const FOLDED_MS = 1_000;
  const { names, page, recipients, words, writing } = segueCompose;
  const FIELDS = /** @type {const} */ (["to", "cc", "bcc"]);
  /** @typedef {import("./types.js").MessageWindow} MessageWindow */
  /** @typedef {import("./types.js").OpenedLetter} OpenedLetter */
  /** @typedef {import("./types.js").People} People */

  /** @param {string} code */
  const cannot = (code) => ({ done: /** @type {const} */ (false), code });
  /** @param {MessageWindow} window */
  const nameOf = ({ body }) => {
    const known = names.get(body) ?? `message-${(segueCompose.count += 1)}`;
    names.set(body, known);
    return known;
  };

  /** The one that has the focus in this page, or the only one; never just the first. @param {MessageWindow[]} all */
  const inFront = (all) => {
    const here = document.activeElement;
    return all.length === 1 ? all[0] : all.find(({ place }) => here && here !== document.body && place.contains(here));
  };

  /** @param {{window?: string}} said `window` asks for that one alone @returns {Promise<import("./types.js").Seen>} */
  const read = async ({ window: wanted }) => {
    const { site, pointed } = segueCompose;
    if (site.windows().length === 0 && (await site.restore())) {
      await page.until(() => site.windows().length > 0, FOLDED_MS);
      if (site.windows().length === 0) return { count: 0, pointed, front: cannot("folded") };
    }
    const all = site.windows();
    const window = wanted ? all.find((one) => nameOf(one) === wanted) : inFront(all);
    if (!window) return { count: all.length, pointed, front: cannot(all.length > 0 ? "which_window" : "no_window") };
    const people = await site.people(window);
    const front = people ? { done: /** @type {const} */ (true), window: nameOf(window), ...people } : cannot("unread");
    return { count: all.length, pointed, front };
  };

  /** The name of the message in front, if nobody has begun it. */
  const fresh = async () => {
    const { site } = segueCompose;
    const window = inFront(site.windows());
    if (!window || site.isReply(window) || site.subject(window)?.value.trim() !== "") return null;
    const people = await site.people(window);
    const empty = people && FIELDS.every((field) => people[field].length === 0);
    return empty && words.read(window, site.kept(window)).replace(/^-+/, "") === "" ? nameOf(window) : null;
  };

  /** Whether the message that a link opened is there, with the people that the link named. @param {{to: string[]}} said */
  const arrived = async ({ to }) => {
    const [window, ...others] = segueCompose.site.windows();
    if (!window || others.length > 0) return null;
    const people = await segueCompose.site.people(window);
    return { window: nameOf(window), addressed: Boolean(people) && recipients.lacking(to, people?.to ?? []).length === 0 };
  };

  /** @param {People} one @param {People} other */
  const same = (one, other) => FIELDS.every((field) => one[field].join("\n") === other[field].join("\n"));

  /**
   * @param {{letter: OpenedLetter, choices: import("../pane/types.js").InsertChoices, window: string, until: number}} said
   *   `until` by this computer's clock: what comes too late is not inserted any more
   */
  const insert = async ({ letter, choices, window: wanted, until }) => {
    const { site } = segueCompose;
    const window = site.windows().find((one) => nameOf(one) === wanted);
    const people = window && (await site.people(window));
    if (!window || !people || !same(people, choices.expected)) return cannot("changed");
    if (writing.standing(window, letter) && !choices.replace) return cannot("already");
    stopWatching();
    const place = writing.placeIn(window);
    await recipients.address(window, letter);
    if (Date.now() > until) return cannot("timeout");
    if ((await recipients.strangers(window, letter, people)).length > 0) return cannot("changed");
    const subject = writing.entitle(window, letter);
    const body = await writing.write(window, letter, choices.replace ? writing.standing(window, letter) : null, place);
    const { to, cc } = await recipients.unsure(window, letter, people);
    const confirmed = { to: to.length === 0, cc: cc.length === 0, subject: subject !== false, body };
    return { done: true, confirmed, unsure: [...to, ...cc], kept_subject: subject === null };
  };

  /** For one minute, or until a letter is in, know which message the person goes to: he was asked to click in it. */
  const watch = () => {
    stopWatching();
    segueCompose.watching = new AbortController();
    const signal = AbortSignal.any([segueCompose.watching.signal, AbortSignal.timeout(WATCH_MS)]);
    /** @param {Event} event */
    const heard = ({ target }) => {
      const all = segueCompose.site.windows();
      const isMeant = all.length === 1 || all.some(({ place }) => target instanceof Node && place.contains(target));
      if (isMeant) segueCompose.pointed = Date.now();
    };
    for (const name of ["focusin", "pointerdown"])
      document.addEventListener(name, heard, { signal, capture: true, passive: true });
  };

  const stopWatching = () => {
    segueCompose.watching?.abort();
    segueCompose.pointed = 0;
  };

  /** @type {Record<string, (said: any) => any>} */
  const verbs = { read, fresh, arrived, insert, watch };
  return async (verb, said) => {
    try {
      return await verbs[verb](said);
    } catch {
      return cannot("unexpected"); // the page is not as it was expected, and its own console is no place for it
    }
  };
})();
