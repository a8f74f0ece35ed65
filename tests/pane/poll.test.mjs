import assert from "node:assert/strict";
import { test } from "node:test";
import { practiceHost } from "../../extension/hosts/practice.js";
import { poll } from "../../extension/pane/poll.js";

/** A clock that is wound by hand. */
function fakeClock() {
  const clock = { waits: [], due: null };
  clock.later = (callback, wait) => (clock.waits.push(wait), (clock.due = callback), clock.waits.length);
  clock.never = () => (clock.due = null);
  clock.ring = async () => {
    const due = clock.due;
    clock.due = null;
    due?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return clock;
}
const visiblePage = () => Object.assign(new EventTarget(), { hidden: false });

test("the queue is asked for every three seconds", async () => {
  const clock = fakeClock();
  let asked = 0;
  poll(async () => Boolean((asked += 1)), visiblePage(), new AbortController().signal, clock);
  await clock.ring();
  await clock.ring();
  assert.equal(asked, 2);
  assert.deepEqual(clock.waits, [3000, 3000, 3000]);
});

test("after failures it waits longer, up to half a minute, and recovers", async () => {
  const clock = fakeClock();
  const answers = [false, false, false, false, false, true];
  poll(async () => answers.shift(), visiblePage(), new AbortController().signal, clock);
  for (let n = 0; n < 6; n += 1) await clock.ring();
  assert.deepEqual(clock.waits, [3000, 6000, 12000, 24000, 30000, 30000, 3000]);
});

test("a hidden pane asks nothing, and asks at once when it is seen again", async () => {
  const clock = fakeClock();
  const page = visiblePage();
  let asked = 0;
  poll(async () => Boolean((asked += 1)), page, new AbortController().signal, clock);
  page.hidden = true;
  page.dispatchEvent(new Event("visibilitychange"));
  await clock.ring();
  assert.equal(asked, 0);
  page.hidden = false;
  page.dispatchEvent(new Event("visibilitychange"));
  await clock.ring();
  assert.equal(asked, 1);
});

test("questions do not overlap: one that is asked meanwhile follows", async () => {
  let under = 0;
  let most = 0;
  let asked = 0;
  const ask = async () => {
    asked += 1;
    most = Math.max(most, (under += 1));
    await new Promise((resolve) => setImmediate(resolve));
    under -= 1;
    return true;
  };
  const { soon } = poll(ask, visiblePage(), new AbortController().signal, fakeClock());
  soon();
  soon();
  soon();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual([most, asked], [1, 2]);
});

test("an ended pane asks nothing any more", async () => {
  const ending = new AbortController();
  const clock = fakeClock();
  poll(async () => assert.fail("it asked"), visiblePage(), ending.signal, clock);
  ending.abort();
  await clock.ring();
  assert.equal(clock.due, null);
});

/** The pane's window and the page around it, as far as messages go. */
function fakeWindows(answer) {
  const own = Object.assign(new EventTarget(), { location: { origin: "https://segue.example" } });
  own.parent = {
    postMessage: (said, origin) => {
      assert.equal(origin, "https://segue.example");
      for (const event of answer(said, own.parent)) own.dispatchEvent(Object.assign(new Event("message"), event));
    },
  };
  return own;
}
const signal = new AbortController().signal;

test("the practice host believes only the page around it, on its own origin, and the answer to its own question", async () => {
  const done = { done: true, window: "w", to: [], cc: [], bcc: [] };
  const own = fakeWindows(({ id }, page) => [
    { source: page, origin: "https://evil.example", data: { segue: "answer", id, outcome: { evil: 1 } } },
    { source: {}, origin: "https://segue.example", data: { segue: "answer", id, outcome: { evil: 2 } } },
    { source: page, origin: "https://segue.example", data: { segue: "answer", id: "other", outcome: { evil: 3 } } },
    { source: page, origin: "https://segue.example", data: null },
    { source: page, origin: "https://segue.example", data: { segue: "answer", id, outcome: done } },
  ]);
  assert.deepEqual(await practiceHost(own).recipients(signal), done);
});

test("a page that does not answer is given up", async () => {
  // AbortSignal.timeout alone does not keep Node awake.
  const awake = setTimeout(() => undefined, 5000);
  assert.deepEqual(await practiceHost(fakeWindows(() => []), 5).recipients(signal), { done: false, code: "timeout" });
  clearTimeout(awake);
});

test("outside the practice page the practice host says that it cannot", async () => {
  const own = fakeWindows(() => []);
  own.parent = own;
  assert.deepEqual(await practiceHost(own).open({}, signal), { done: false, code: "cannot" });
});
