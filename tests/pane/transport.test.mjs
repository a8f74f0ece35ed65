import assert from "node:assert/strict";
import { test } from "node:test";
import { apiOver } from "../../extension/pane/api.js";
import { Problem, Unreachable } from "../../extension/pane/problem.js";
import { bearerTransport, cookieTransport } from "../../extension/pane/transport.js";

/** A server in a few lines: keeps what it was asked and gives the answers in turn. */
function fakeServer(...answers) {
  const asked = [];
  const fetcher = async (address, init) => {
    asked.push({ address, ...init });
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { asked, fetcher };
}
const json = (body, init = {}) => new Response(JSON.stringify(body), init);
const signal = new AbortController().signal;

test("an unsafe call carries the token of the session, a reading does not", async () => {
  const { asked, fetcher } = fakeServer(json({ csrf: "tok" }), json({ status: "sent", previous: "to_do", next_id: null }));
  const api = apiOver(cookieTransport("/api/v1", fetcher), () => 0);
  await api.session("", signal);
  await api.mark("a/b", { status: "sent", expected: "inserted", reason: "" }, signal);
  assert.equal(asked[0].headers.get("X-CSRF-Token"), null);
  assert.equal(asked[1].headers.get("X-CSRF-Token"), "tok");
  assert.equal(asked[1].address, "/api/v1/letters/a%2Fb/status");
  assert.equal(asked[1].body, '{"status":"sent","expected":"inserted","reason":""}');
  assert.equal(asked[1].credentials, "same-origin");
});

test("a bearer token goes out without cookies and is asked for each time", async () => {
  const { asked, fetcher } = fakeServer(json({}), json({}));
  let turn = 0;
  const transport = bearerTransport("https://segue.example/api/v1", async () => `t${++turn}`, fetcher);
  await transport.request("GET", "/session");
  await transport.request("PUT", "/x", { body: {} });
  assert.deepEqual(asked.map((one) => one.headers.get("Authorization")), ["Bearer t1", "Bearer t2"]);
  assert.deepEqual(asked.map((one) => one.credentials), ["omit", "omit"]);
});

test("the queue is asked for with its tag, and not modified is no answer", async () => {
  const { asked, fetcher } = fakeServer(json({ letters: [] }, { headers: { ETag: '"1"' } }), new Response(null, { status: 304 }));
  const api = apiOver(cookieTransport("", fetcher), () => 0);
  const page = { part: "left", query: "a&b", later: ["l1", "l2"], offset: 0, limit: 50 };
  assert.equal((await api.queue("d", page, "", signal)).etag, '"1"');
  assert.equal(await api.queue("d", page, '"1"', signal), null);
  assert.equal(asked[0].headers.get("If-None-Match"), null);
  assert.equal(asked[1].headers.get("If-None-Match"), '"1"');
  assert.equal(asked[0].address, "/departures/d/queue?part=left&q=a%26b&later=l1%2Cl2&offset=0&limit=50");
});

test("a problem document becomes a problem with its own words", async () => {
  const { fetcher } = fakeServer(json({ code: "letter_not_released", title: "Not yet", detail: "On Monday." }, { status: 409 }));
  const failure = await cookieTransport("", fetcher).request("POST", "/x").catch((error) => error);
  assert.ok(failure instanceof Problem && !(failure instanceof Unreachable));
  assert.deepEqual([failure.code, failure.title, failure.detail, failure.status], ["letter_not_released", "Not yet", "On Monday.", 409]);
});

test("a lost connection is unreachable", async () => {
  const { fetcher } = fakeServer(new TypeError("failed to fetch"));
  await assert.rejects(cookieTransport("", fetcher).request("GET", "/x"), { code: "unreachable" });
});

for (const [sentence, response, code] of [
  ["a proxy's page is no answer", () => new Response("<html>", { status: 200 }), "unreadable_answer"],
  ["a proxy's error page is told as such", () => new Response("<html>", { status: 502 }), "failing"],
  ["a proxy that wants fewer calls is told as such", () => new Response("slow down", { status: 429 }), "too_many"],
  ["JSON that is no problem document is no answer", () => json(["x"], { status: 400 }), "unreadable_answer"],
  ["null is no problem document", () => json(null, { status: 500 }), "failing"],
]) {
  test(sentence, async () => {
    const { fetcher } = fakeServer(response());
    await assert.rejects(cookieTransport("", fetcher).request("GET", "/x"), { code });
  });
}

test("a question that the pane itself took back is no failure of the server", async () => {
  const ending = new AbortController();
  const fetcher = async () => {
    ending.abort();
    throw new DOMException("aborted", "AbortError");
  };
  await assert.rejects(cookieTransport("", fetcher).request("GET", "/x", { signal: ending.signal }), { name: "AbortError" });
});

test("an opened letter may be inserted for ten minutes of the server's time, whatever this clock says", async () => {
  const opened = { id: "a", expires_at: "2026-03-02T09:10:00Z" };
  const { fetcher } = fakeServer(json(opened, { headers: { Date: "Mon, 02 Mar 2026 09:02:00 GMT" } }), json(opened));
  const api = apiOver(cookieTransport("", fetcher), () => 1000);
  assert.equal((await api.open("a", signal)).until, 1000 + 8 * 60_000);
  assert.equal((await api.open("a", signal)).until, 1000 + 10 * 60_000, "no Date header: the longest time is ten minutes");
});
