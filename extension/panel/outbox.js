/** @import { Answer, Ask, Transport } from "../pane/transport.js" */
import { Problem } from "../pane/problem.js";
import { isAway } from "./kept.js";

/**
 * What happened to letters is told the server as soon as it answers, once and in order. It is written down before it
 * is told, so that a panel that closes half way tells it the next time; the server takes the same again for nothing new.
 */

const UNTOLD = "untold";
const STATUS = /^\/letters\/[^/]+\/status$/;
/** Refusals that say something of this moment or of this browser, and nothing of the change. */
const NOT_YET = [401, 408, 426, 429];

/** @typedef {{address: string, path: string, body: any}} Untold */

/**
 * @param {Transport} transport
 * @param {string} address of the server: nothing is told to another
 * @param {(untold: number) => void} show is called with how many changes the server does not know of yet
 * @returns {Transport}
 */
export function withOutbox(transport, address, show) {
  const count = async () => show((await untoldTo(address)).length);
  return {
    ...transport,
    request: (method, path, ask = {}) => {
      const isStatus = method === "PUT" && STATUS.test(path);
      const asking = isStatus ? tellOrKeep(transport, address, path, ask) : tellThenAsk(transport, address, method, path, ask);
      return asking.finally(count);
    },
  };
}

/**
 * What waits is told first, so that no answer is older than what the person did.
 *
 * @param {Transport} transport
 * @param {string} address
 * @param {string} method
 * @param {string} path
 * @param {Ask} ask
 */
async function tellThenAsk(transport, address, method, path, ask) {
  if ((await untoldTo(address)).length > 0) await alone(() => tellAll(transport, address));
  return transport.request(method, path, ask);
}

/** @param {Transport} transport @param {string} address @param {string} path @param {Ask} ask @returns {Promise<Answer>} */
function tellOrKeep(transport, address, path, ask) {
  return alone(async () => {
    const own = latest({ address, path, body: ask.body }, await untold());
    await chrome.storage.local.set({ [UNTOLD]: [...(await untold()).filter((one) => !isSame(one, own)), own] });
    const { answer, failure } = await tellAll(transport, address);
    if (answer) return answer;
    if (!isAway(failure) && !(failure instanceof Problem && failure.status === 429)) throw failure;
    const { status } = /** @type {{status: string}} */ (ask.body);
    // "Previous" is the same, since nobody here knows it: what was not told yet cannot be undone yet.
    return { status: 200, body: { status, previous: status, untold: true }, etag: "", at: NaN };
  });
}

/**
 * Tell one after the other until one cannot be told now.
 *
 * @param {Transport} transport
 * @param {string} address
 * @returns {Promise<{answer: Answer | null, failure: unknown}>} of the last one
 */
async function tellAll(transport, address) {
  /** @type {{answer: Answer | null, failure: unknown}} */
  let last = { answer: null, failure: null };
  for (const one of await untoldTo(address)) {
    last = await tell(transport, one);
    const refused = last.failure instanceof Problem && isForGood(last.failure);
    if (!last.answer && !refused) return { answer: null, failure: last.failure };
    await chrome.storage.local.set({ [UNTOLD]: (await untold()).filter((other) => !isSame(other, one)) });
  }
  return last;
}

/** @param {Transport} transport @param {Untold} untold @returns {Promise<{answer: Answer | null, failure: unknown}>} */
function tell(transport, { path, body }) {
  return transport.request("PUT", path, { body }).then(
    (answer) => ({ answer, failure: null }),
    (failure) => ({ answer: null, failure }),
  );
}

/** As when the letter was erased meanwhile. @param {Problem} problem */
function isForGood(problem) {
  return problem.status >= 400 && problem.status < 500 && !NOT_YET.includes(problem.status) && !isAway(problem);
}

/** One panel at a time, so that two windows do not tell the same. @template T @param {() => Promise<T>} work @returns {Promise<T>} */
function alone(work) {
  return navigator.locks.request("segue-outbox", work);
}

/** @param {Untold} one @param {Untold} other */
function isSame(one, other) {
  return one.address === other.address && one.path === other.path;
}

/**
 * What takes the place of something untold expects no status before it: the server may have heard that, or may not.
 *
 * @param {Untold} own
 * @param {Untold[]} waiting
 */
function latest(own, waiting) {
  const { expected: _, ...said } = own.body;
  return waiting.some((one) => isSame(one, own)) ? { ...own, body: said } : own;
}

/** @returns {Promise<Untold[]>} */
async function untold() {
  return (await chrome.storage.local.get(UNTOLD))[UNTOLD] ?? [];
}

/** @param {string} address */
async function untoldTo(address) {
  return (await untold()).filter((one) => one.address === address);
}
