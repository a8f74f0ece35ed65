/** @import { Answer, Ask, Transport } from "../pane/transport.js" */
import { Unreachable } from "../pane/problem.js";

/**
 * What helps over a moment without the server: a letter that was handed out can still be inserted for its ten minutes,
 * and what happened to letters is told as soon as the server answers, once and in order.
 */

const LONGEST_MS = 10 * 60_000;
const OPENED = "opened";
const UNTOLD = "untold";
const STATUS = /^\/letters\/[^/]+\/status$/;
const OPEN = /^\/letters\/[^/]+\/open$/;

/**
 * @param {Transport} transport
 * @param {(untold: number) => void} show is called with how many changes the server does not know of yet
 * @returns {Transport}
 */
export function withOutbox(transport, show) {
  const count = async () => show((await untoldNow()).length);
  return {
    ...transport,
    request: async (method, path, ask = {}) => {
      if (method === "PUT" && STATUS.test(path)) return tellOrKeep(transport, path, ask).finally(count);
      const answer = OPEN.test(path) ? await openOrFind(transport, method, path, ask) : await transport.request(method, path, ask);
      await tellKept(transport).then(count);
      return answer;
    },
  };
}

/**
 * The server is asked first: it may have closed the letter since. Only when it cannot be reached is the kept one taken.
 *
 * @param {Transport} transport
 * @param {string} method
 * @param {string} path
 * @param {Ask} ask
 * @returns {Promise<Answer>}
 */
async function openOrFind(transport, method, path, ask) {
  try {
    const answer = await transport.request(method, path, ask);
    await chrome.storage.session.set({ [OPENED]: { path, answer, here: Date.now() } });
    return answer;
  } catch (failure) {
    if (!(failure instanceof Unreachable)) {
      await chrome.storage.session.remove(OPENED);
      throw failure;
    }
    const kept = (await chrome.storage.session.get(OPENED))[OPENED];
    const passed = kept?.path === path ? Date.now() - kept.here : -1;
    // A clock that was put back tells nothing: then the letter counts as too old.
    if (passed < 0 || passed > LONGEST_MS) throw failure;
    return { ...kept.answer, at: kept.answer.at + passed };
  }
}

/** @param {Transport} transport @param {string} path @param {Ask} ask @returns {Promise<Answer>} */
async function tellOrKeep(transport, path, ask) {
  try {
    await tellKept(transport);
    return await transport.request("PUT", path, ask);
  } catch (failure) {
    if (!(failure instanceof Unreachable)) throw failure;
    await changed((untold) => [...untold.filter((one) => one.path !== path), { path, body: ask.body }]);
    const status = /** @type {{status: string}} */ (ask.body).status;
    // "Previous" is the same, since nobody here knows it: what was not told yet cannot be undone yet.
    return { status: 200, body: { status, previous: status, next_id: null }, etag: "", at: NaN };
  }
}

/** @param {Transport} transport @returns {Promise<void>} */
async function tellKept(transport) {
  // One panel at a time, so that two windows do not tell the same.
  await navigator.locks.request("segue-outbox", async () => {
    for (const { path, body } of await untoldNow()) {
      try {
        await transport.request("PUT", path, { body });
      } catch (failure) {
        if (failure instanceof Unreachable) break;
      }
      // Told, or refused for good, as when the letter was erased meanwhile.
      await changed((untold) => untold.filter((one) => one.path !== path || one.body.status !== body.status));
    }
  });
}

/** @typedef {{path: string, body: any}} Kept */

/** @returns {Promise<Kept[]>} */
async function untoldNow() {
  return (await chrome.storage.local.get(UNTOLD))[UNTOLD] ?? [];
}

/** @param {(untold: Kept[]) => Kept[]} change */
async function changed(change) {
  await chrome.storage.local.set({ [UNTOLD]: change(await untoldNow()) });
}
