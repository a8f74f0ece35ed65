/** @import { Cannot, Host } from "../pane/types.js" */

/**
 * The practice page: the pane is a frame in it and asks the page, by messages between two documents of one origin.
 */

const PATIENCE_MS = 10_000;

/**
 * @param {Window} own the pane's window
 * @param {number} [patience] milliseconds to wait for an answer
 * @returns {Host}
 */
export function practiceHost(own, patience = PATIENCE_MS) {
  /** @param {string} verb @param {object} said @param {AbortSignal} signal @returns {Promise<any>} */
  const ask = (verb, said, signal) => askPage(own, verb, said, AbortSignal.any([signal, AbortSignal.timeout(patience)]));
  return {
    name: "practice",
    open: (letter, signal) => ask("open", { letter }, signal),
    recipients: (signal) => ask("recipients", {}, signal),
    insert: (letter, signal, choices) => ask("insert", { letter, choices }, signal),
  };
}

/**
 * @param {Window} own
 * @param {string} verb
 * @param {object} said
 * @param {AbortSignal} signal
 * @returns {Promise<unknown>}
 */
function askPage(own, verb, said, signal) {
  const page = own.parent;
  if (page === own) return Promise.resolve(cannot("cannot"));
  const id = crypto.randomUUID();
  const heard = new AbortController();
  return new Promise((resolve) => {
    /** @param {unknown} outcome */
    const finish = (outcome) => {
      heard.abort();
      resolve(outcome);
    };
    own.addEventListener(
      "message",
      (event) => {
        const ours = event.source === page && event.origin === own.location.origin;
        if (ours && event.data?.segue === "answer" && event.data.id === id) finish(event.data.outcome);
      },
      { signal: heard.signal },
    );
    signal.addEventListener("abort", () => finish(cannot("timeout")), { signal: heard.signal });
    page.postMessage({ segue: "verb", id, verb, ...said }, own.location.origin);
  });
}

/** @param {string} code @returns {Cannot} */
function cannot(code) {
  return { done: false, code };
}
