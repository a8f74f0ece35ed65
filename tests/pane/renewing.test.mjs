import assert from "node:assert/strict";
import { test } from "node:test";
import { renewing } from "../../extension/outlook/renewing.js";

/** A server that takes these tokens alone; `seen` are those of the calls, each with whether its time was over already. */
function server(...good) {
  const seen = [];
  const fetcher = async (_, { headers, signal }) => {
    const token = headers.get("Authorization").replace("Bearer ", "");
    seen.push([token, signal?.aborted ?? false]);
    return new Response("{}", { status: good.includes(token) ? 200 : 401 });
  };
  return { fetcher, seen };
}

const call = (more = {}) => ({ headers: new Headers({ Authorization: "Bearer old" }), ...more });

test("a refused token is exchanged for a new one, and the call made again", async () => {
  const { fetcher, seen } = server("new");
  const asked = [];
  const renewed = renewing(fetcher, async (...about) => (asked.push(about), "new"));
  assert.equal((await renewed("/x", call())).status, 200);
  assert.deepEqual([asked, seen.map(([token]) => token)], [[["old", false]], ["old", "new"]]);
});

test("where a new token is refused as well, one by the next way is asked for, and then no more", async () => {
  const { fetcher, seen } = server();
  const asked = [];
  const renewed = renewing(fetcher, async (...about) => (asked.push(about), `new ${asked.length}`));
  assert.equal((await renewed("/x", call())).status, 401);
  assert.deepEqual(asked, [["old", false], ["new 1", true]]);
  assert.equal(seen.length, 3);
});

test("whoever took long to sign in has his call made all the same", async () => {
  const { fetcher, seen } = server("new");
  const patience = new AbortController();
  const token = async () => (patience.abort(new DOMException("late", "TimeoutError")), "new");
  await renewing(fetcher, token)("/x", call({ signal: patience.signal }));
  assert.deepEqual(seen, [["old", false], ["new", false]]);
});

test("a call that was given up meanwhile stays so", async () => {
  const { fetcher, seen } = server("new");
  const leaving = new AbortController();
  await renewing(fetcher, async () => (leaving.abort(), "new"))("/x", call({ signal: leaving.signal }));
  assert.deepEqual(seen, [["old", false], ["new", true]]);
});
