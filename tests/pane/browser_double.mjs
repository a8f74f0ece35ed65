/** A browser's storage and locks, as far as the panel needs them, in memory. */
export function browserDouble() {
  const area = () => {
    const kept = new Map();
    return {
      get: async (/** @type {string} */ key) => (kept.has(key) ? { [key]: structuredClone(kept.get(key)) } : {}),
      set: async (/** @type {object} */ values) => Object.entries(values).forEach(([key, value]) => kept.set(key, structuredClone(value))),
      remove: async (/** @type {string | string[]} */ keys) => [keys].flat().forEach((key) => kept.delete(key)),
    };
  };
  const last = new Map();
  const request = (/** @type {string} */ name, /** @type {() => Promise<unknown>} */ work) => {
    const turn = (last.get(name) ?? Promise.resolve()).then(work);
    last.set(name, turn.then(() => undefined, () => undefined));
    return turn;
  };
  globalThis.chrome = /** @type {any} */ ({ storage: { local: area(), session: area(), managed: area() } });
  Object.defineProperty(globalThis, "navigator", { value: { locks: { request, release: () => last.clear() } }, configurable: true });
}
