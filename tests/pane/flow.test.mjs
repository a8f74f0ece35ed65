import assert from "node:assert/strict";
import { test } from "node:test";
import { insertGuarded, openAndInsert } from "../../extension/pane/flow.js";
import { hold, stillHeld } from "../../extension/pane/held.js";
import { previewDocument } from "../../extension/pane/preview.js";
import { lastOf, remembered, without } from "../../extension/pane/undo.js";
import { composeLink } from "../../extension/hosts/clipboard.js";

const letter = { id: "a", to: ["giulia@rossi.example"], cc: [], subject: "Hello", text: "T", html: "<p>T</p>", language: "en", direction: "ltr", digest: "", expires_at: "" };
const confirmed = { to: true, cc: true, subject: true, body: true };
const signal = new AbortController().signal;

/** A mail program in memory: one message, which remembers how often it was written to. */
function fakeHost({ to = [], opens = true, present = false, window = "w1" } = {}) {
  const host = { name: "fake", written: 0, opened: 0, present };
  host.open = async () => {
    host.opened += 1;
    return opens ? { done: true } : { done: false, code: "cannot" };
  };
  host.recipients = async () => (window ? { done: true, window, to, cc: [], bcc: [] } : { done: false, code: "no_window" });
  host.insert = async (_letter, _signal, { expected, replace }) => {
    if (expected.window !== window) return { done: false, code: "changed" };
    if (host.present && !replace) return { done: false, code: "already" };
    host.present = true;
    host.written += 1;
    return { done: true, confirmed };
  };
  return host;
}
const asking = (answer, heard = []) => async (question, addresses) => (heard.push([question, ...addresses]), answer);
const never = async () => assert.fail("nobody should have been asked");

test("open next opens a window and fills it, without a question", async () => {
  const host = fakeHost();
  assert.deepEqual(await openAndInsert(letter, host, never, signal), { done: true, confirmed });
  assert.deepEqual([host.opened, host.written], [1, 1]);
});

test("a host that cannot open says so and nothing is inserted", async () => {
  const host = fakeHost({ opens: false });
  assert.deepEqual(await openAndInsert(letter, host, never, signal), { done: false, code: "cannot", addresses: [] });
  assert.equal(host.written, 0);
});

test("no open message is said and not guessed", async () => {
  assert.equal((await insertGuarded(letter, fakeHost({ window: "" }), never, signal)).code, "no_window");
});

test("a letter to one is refused in a message to another, without a way around it", async () => {
  const host = fakeHost({ to: ["tom@baker.example"] });
  const outcome = await insertGuarded(letter, host, never, signal);
  assert.deepEqual(outcome, { done: false, code: "other_recipient", addresses: ["tom@baker.example"] });
  assert.equal(host.written, 0);
});

test("extra recipients are named in the question, and no means no", async () => {
  const host = fakeHost({ to: ["giulia@rossi.example", "tom@baker.example"] });
  const heard = [];
  assert.equal((await insertGuarded(letter, host, asking(false, heard), signal)).code, "declined");
  assert.deepEqual(heard, [["extra", "tom@baker.example"]]);
  assert.equal(host.written, 0);
  assert.equal((await insertGuarded(letter, host, asking(true), signal)).done, true);
});

test("a test copy beside a client is refused without a question", async () => {
  const copy = { ...letter, test: true, to: ["mara@norwell.example"], readers: ["mara@norwell.example"] };
  const host = fakeHost({ to: ["mara@norwell.example", "giulia@rossi.example"] });
  const outcome = await insertGuarded(copy, host, never, signal);
  assert.deepEqual([outcome.code, outcome.addresses, host.written], ["other_recipient", ["giulia@rossi.example"], 0]);
});

test("pressing twice asks to replace and does not double", async () => {
  const host = fakeHost({ present: true });
  assert.equal((await insertGuarded(letter, host, asking(false), signal)).code, "declined");
  assert.equal(host.written, 0);
  assert.equal((await insertGuarded(letter, host, asking(true), signal)).done, true);
  assert.equal(host.written, 1);
});

test("recipients that change while the person is asked stop the insertion", async () => {
  const host = fakeHost({ to: ["giulia@rossi.example", "tom@baker.example"] });
  const insert = host.insert;
  host.insert = (one, two, choices) => insert(one, two, { ...choices, expected: { ...choices.expected, window: "w2" } });
  assert.equal((await insertGuarded(letter, host, asking(true), signal)).code, "changed");
});

test("a letter in hand is held for its own client and its own time", () => {
  const held = hold({ ...letter, expires_at: "2026-03-02T09:01:00Z" }, 5000, Date.parse("2026-03-02T09:00:00Z"));
  assert.ok(stillHeld(held, "a", 64_999));
  assert.ok(!stillHeld(held, "a", 65_000));
  assert.ok(!stillHeld(held, "b", 5000));
  assert.ok(!stillHeld(null, "a", 0));
});

test("an expired or distant moment never gives more than ten minutes, nor less than none", () => {
  const at = Date.parse("2026-03-02T09:00:00Z");
  assert.equal(hold({ ...letter, expires_at: "2026-03-02T08:00:00Z" }, 7, at).until, 7);
  assert.equal(hold({ ...letter, expires_at: "2027-03-02T08:00:00Z" }, 7, at).until, 7 + 600_000);
  assert.equal(hold({ ...letter, expires_at: "nonsense" }, 7, at).until, 7 + 600_000);
});

test("undo takes back the newest change first", () => {
  const first = { id: "a", client: "A", from: "inserted", to: "sent", reason: "" };
  const second = { id: "b", client: "B", from: "to_do", to: "skipped", reason: "" };
  const changes = remembered(remembered([], first), second);
  assert.equal(lastOf(changes), second);
  assert.equal(lastOf(without(changes, second)), first);
  assert.equal(lastOf([]), null);
});

test("a call that was logged changed no status and is undone all the same", () => {
  const call = { id: "a", client: "A", from: "to_do", to: "to_do", reason: "", call: "c1" };
  assert.equal(lastOf(remembered([], call)), call);
});

test("what changed nothing cannot be undone, and only twenty changes are kept", () => {
  assert.deepEqual(remembered([], { id: "a", client: "", from: "sent", to: "sent", reason: "" }), []);
  let changes = [];
  for (let n = 0; n < 30; n += 1) changes = remembered(changes, { id: String(n), client: "", from: "to_do", to: "sent", reason: "" });
  assert.deepEqual([changes.length, changes[0].id], [20, "10"]);
});

test("a hostile subject or language stays inside its place in the preview", () => {
  const made = previewDocument({ subject: "</title><script>x</script>", text: "", html: "<p>x</p>", language: '"><b>', direction: 'rtl" x="', approved: true }, "/a.css?a&b");
  assert.ok(!made.includes("<script>"));
  assert.match(made, /^<!doctype html><html lang="" dir="ltr">/);
});

test("a compose link carries recipients and subject, and no line break gets into it", () => {
  const link = composeLink({ to: ["a@x.example", "b?bcc=evil@x.example"], cc: ["c@x.example"], subject: "Hi & bye\r\nBcc: e@x.example" });
  assert.equal(link, "mailto:a@x.example,b%3Fbcc%3Devil@x.example?cc=c@x.example&subject=Hi%20%26%20bye%20Bcc%3A%20e%40x.example");
  assert.equal(composeLink({ to: ["a@x.example"], cc: [], subject: "Hi" }), "mailto:a@x.example?subject=Hi");
});
