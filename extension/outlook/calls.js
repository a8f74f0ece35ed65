/**
 * Calls of Office.js as promises. Outlook may answer late, out of order, twice, never, with a failure, or lack the call:
 * each ends in time and none is made again. Outlook on the web takes three at a time.
 */

const AT_ONCE = 3;
/** What Outlook's own numbers mean for the person: another message came in front; this mailbox lets no add-in write. */
const MEANT = new Map(
  /** @type {[number, "moved" | "cannot"][]} */ ([[9030, "moved"], [9017, "cannot"], [9032, "cannot"], [9038, "cannot"], [9055, "cannot"]]),
);

/** A call that came to nothing; `code` is what the pane says of it. */
export class CallFailed extends Error {
  /** @param {"cannot" | "timeout" | "unexpected" | "moved" | "changed"} code @param {unknown} [cause] */
  constructor(code, cause) {
    super(code, { cause });
    this.code = code;
  }
}

/**
 * @template T
 * @callback Call
 * @param {AbortSignal} signal ends the waiting
 * @param {(done: OfficeDone) => void} make throws where this Outlook lacks the call
 * @returns {Promise<T>} throws CallFailed
 */

/**
 * A call that got no answer keeps its place: Outlook may still be at it. After a minute it counts as lost.
 *
 * @param {number} [lostMs]
 * @returns {Call<any>}
 */
export function threeAtATime(lostMs = 60_000) {
  let free = AT_ONCE;
  /** @type {Set<() => void>} */
  const waiting = new Set();
  const leave = () => {
    free += 1;
    waiting.forEach((look) => look());
  };
  /** @param {AbortSignal} signal @returns {Promise<void>} */
  const turn = (signal) =>
    new Promise((resolve, reject) => {
      const look = () => {
        if (free === 0) return;
        waiting.delete(look);
        free -= 1;
        resolve();
      };
      waiting.add(look);
      onEnd(signal, () => waiting.delete(look) && reject(new CallFailed("timeout")));
      look();
    });
  return async (signal, make) => {
    await turn(signal);
    return answerTo(signal, make, leave, lostMs);
  };
}

/**
 * @param {AbortSignal} signal
 * @param {(done: OfficeDone) => void} make
 * @param {() => void} leave
 * @param {number} lostMs
 * @returns {Promise<any>}
 */
function answerTo(signal, make, leave, lostMs) {
  return new Promise((resolve, reject) => {
    let gone = false;
    const over = () => {
      clearTimeout(lost);
      if (!gone) leave();
      gone = true;
    };
    const lost = setTimeout(over, lostMs);
    onEnd(signal, () => reject(new CallFailed("timeout")));
    /** @type {OfficeDone} */
    const done = (answer) => {
      over();
      if (answer?.status === "succeeded") resolve(answer.value);
      else reject(new CallFailed(MEANT.get(answer?.error?.code ?? 0) ?? "unexpected", answer?.error));
    };
    try {
      make(done);
    } catch (missing) {
      over();
      reject(new CallFailed(missing instanceof TypeError ? "cannot" : "unexpected", missing));
    }
  });
}

/** @param {AbortSignal} signal @param {() => void} end */
function onEnd(signal, end) {
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
}
