/**
 * Ask again every three seconds while somebody can see the pane; wait longer after each failure, half a minute at most.
 *
 * @typedef {object} Clock
 * @property {(callback: () => void, milliseconds: number) => number} later
 * @property {(timer: number) => void} never
 */

const EVERY_MS = 3_000;
const LONGEST_MS = 30_000;

/**
 * @param {() => Promise<boolean>} ask resolves to false when it failed and the next question should wait longer
 * @param {Document} page
 * @param {AbortSignal} signal ends the polling
 * @param {Clock} [clock]
 * @returns {{soon: () => void}} `soon` asks at once, as after an action
 */
export function poll(ask, page, signal, clock = browserClock) {
  let timer = 0;
  let wait = EVERY_MS;
  let asking = false;
  let askAgain = false;

  const plan = () => {
    clock.never(timer);
    if (!signal.aborted && !page.hidden) timer = clock.later(turn, wait);
  };
  const turn = async () => {
    clock.never(timer);
    if (asking) return void (askAgain = true);
    asking = true;
    const well = await ask().catch(() => false);
    asking = false;
    wait = well ? EVERY_MS : Math.min(wait * 2, LONGEST_MS);
    if (askAgain && !signal.aborted) {
      askAgain = false;
      return turn();
    }
    plan();
  };

  page.addEventListener("visibilitychange", () => (page.hidden ? clock.never(timer) : turn()), { signal });
  signal.addEventListener("abort", () => clock.never(timer), { once: true });
  plan();
  return { soon: () => void turn() };
}

/** @type {Clock} */
const browserClock = {
  later: (callback, milliseconds) => /** @type {any} */ (setTimeout(callback, milliseconds)),
  never: (timer) => clearTimeout(timer),
};
