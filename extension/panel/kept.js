/** @import { Answer, Transport } from "../pane/transport.js" */
import { Problem, Unreachable } from "../pane/problem.js";

/**
 * What helps while the server is away: a letter that was handed out can still be inserted for its ten minutes, also
 * from a panel that was closed and opened again. It lies in memory only, and goes when this browser is signed out.
 */

const LONGEST_MS = 10 * 60_000;
const LETTER = "open";
/** What a panel asks for before a letter can be inserted, by the name under which the last answer is kept. */
const KINDS = /** @type {const} */ ([
  [LETTER, "POST", /^\/letters\/[^/]+\/open(\?.*)?$/],
  ["card", "GET", /^\/letters\/[^/]+$/],
  ["queue", "GET", /^\/departures\/[^/]+\/queue\?/],
  ["session", "GET", /^\/session/],
  ["texts", "GET", /^\/texts/],
]);
const STATUS = /^\/letters\/[^/]+\/status$/;
const KEYS = KINDS.map(([kind]) => `kept.${kind}`);

/** @typedef {{address: string, path: string, answer: Answer, here: number}} Kept `here` by this computer's clock */

/**
 * @param {Transport} transport
 * @param {string} address of the server, so that one's letters are never taken for another's
 * @returns {Transport}
 */
export function withKept(transport, address) {
  // The list is taken from here once, to begin with; after that the person has to see that the server is away.
  let begun = false;
  return {
    ...transport,
    request: async (method, path, ask = {}) => {
      const kind = KINDS.find(([, verb, pattern]) => method === verb && pattern.test(path))?.[0] ?? "";
      if (method === "PUT" && STATUS.test(path)) await finished(path, ask.body);
      const answer = await transport.request(method, path, ask).catch(async (failure) => {
        if (kind === LETTER && !isAway(failure)) await forgetKept();
        const found = isAway(failure) && !(kind === "queue" && begun) ? await lastAnswer(address, kind, path) : null;
        if (!found) throw failure;
        return { ...found, isKept: true };
      });
      begun ||= kind === "queue";
      if (kind && answer.status !== 304 && !("isKept" in answer)) await keep(kind, { address, path, answer, here: Date.now() });
      return answer;
    },
  };
}

/** Whether the server did not answer, or could not do its work. @param {unknown} failure */
export function isAway(failure) {
  return failure instanceof Unreachable || (failure instanceof Problem && failure.status >= 500);
}

/** @returns {Promise<void>} */
export function forgetKept() {
  return chrome.storage.session.remove(KEYS);
}

/** A letter that went out is not inserted a second time, whatever the list says. @param {string} path @param {any} body */
async function finished(path, body) {
  const letter = await keptUnder(LETTER);
  const same = letter?.path.split("?")[0] === path.replace(/status$/, "open");
  if (same && ["sent", "phoned", "skipped"].includes(body?.status)) await forgetKept();
}

/** @param {string} kind @param {Kept} kept */
function keep(kind, kept) {
  return chrome.storage.session.set({ [`kept.${kind}`]: kept });
}

/** @param {string} kind @returns {Promise<Kept | undefined>} */
async function keptUnder(kind) {
  return (await chrome.storage.session.get(`kept.${kind}`))[`kept.${kind}`];
}

/**
 * Without a letter that may still be inserted nothing else is of use either.
 *
 * @param {string} address
 * @param {string} kind
 * @param {string} path
 * @returns {Promise<Answer | null>}
 */
async function lastAnswer(address, kind, path) {
  const [letter, kept] = await Promise.all([keptUnder(LETTER), keptUnder(kind)]);
  const passed = letter?.address === address ? Date.now() - letter.here : -1;
  // A clock that was put back tells nothing: then the letter counts as too old.
  if (passed < 0 || passed > LONGEST_MS) return null;
  if (kept?.address !== address || kept.path !== path) return null;
  return kind === LETTER ? { ...kept.answer, at: kept.answer.at + passed } : kept.answer;
}
