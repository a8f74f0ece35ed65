/**
 * What the browser keeps for the extension, this page keeps for itself under the same calls, so that the panel's own
 * modules work here: what is to last in the browser's storage of this site, the rest as long as the page.
 */

/**
 * Give the page these calls. A browser that denies a frame its storage denies it locks, too: then nothing is shared with
 * another pane, and nobody has to wait for one.
 *
 * @param {Window & typeof globalThis} own
 */
export function keepHere(own) {
  const lasting = shelfOf(() => own.localStorage);
  const storage = { local: area(lasting ?? new Map()), session: area(new Map()), managed: area(new Map()) };
  Object.defineProperty(own, "chrome", { value: { storage }, configurable: true });
  if (lasting) return;
  const request = async (/** @type {string} */ _, /** @type {() => unknown} */ work) => work();
  Object.defineProperty(own.navigator, "locks", { value: { request }, configurable: true });
}

/** @typedef {{get: (key: string) => string | undefined, set: (key: string, text: string) => unknown, delete: (key: string) => unknown}} Shelf */

/** @param {Shelf} shelf */
function area(shelf) {
  return {
    get: async (/** @type {string} */ key) => {
      const kept = shelf.get(key);
      return kept === undefined ? {} : { [key]: JSON.parse(kept) };
    },
    set: async (/** @type {object} */ values) => Object.entries(values).forEach(([key, value]) => shelf.set(key, JSON.stringify(value))),
    remove: async (/** @type {string | string[]} */ keys) => [keys].flat().forEach((key) => shelf.delete(key)),
  };
}

/** @param {() => Storage} lasting throws where the browser denies it to a frame @returns {Shelf | null} */
function shelfOf(lasting) {
  try {
    const storage = lasting();
    const name = (/** @type {string} */ key) => `segue.${key}`;
    return {
      get: (key) => storage.getItem(name(key)) ?? undefined,
      set: (key, text) => storage.setItem(name(key), text),
      delete: (key) => storage.removeItem(name(key)),
    };
  } catch {
    return null;
  }
}
