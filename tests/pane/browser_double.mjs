/** A browser's storage and locks, as far as the panel needs them, in memory. */
export function browserDouble() {
  const area = () => {
    const kept = new Map();
    return {
      get: async (/** @type {string} */ key) => (kept.has(key) ? { [key]: structuredClone(kept.get(key)) } : {}),
      set: async (/** @type {object} */ values) => Object.entries(values).forEach(([key, value]) => kept.set(key, structuredClone(value))),
      remove: async (/** @type {string} */ key) => void kept.delete(key),
    };
  };
  let last = Promise.resolve();
  const request = (/** @type {string} */ _name, /** @type {() => Promise<unknown>} */ work) => {
    const turn = last.then(work);
    last = turn.then(() => undefined, () => undefined);
    return turn;
  };
  globalThis.chrome = /** @type {any} */ ({ storage: { local: area(), session: area(), managed: area() } });
  Object.defineProperty(globalThis, "navigator", { value: { locks: { request } }, configurable: true });
}
