import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY, PAGE, abilities, answered, letterIn, marked, searched, turned } from "../../extension/pane/queue.js";

const letters = [{ id: "a", status: "to_do", state: "approved" }];
const queue = { total: 120, told: 3, matching: 120, gate: { open: true, code: "", message: "" }, next_id: "a", letters };
const full = answered(EMPTY, EMPTY, { queue, etag: '"1"' });

test("an answer is kept with its tag", () => {
  assert.equal(full.etag, '"1"');
  assert.equal(letterIn(full, "a"), letters[0]);
  assert.equal(letterIn(full, "b"), null);
  assert.equal(letterIn(EMPTY, "a"), null);
});

test("not modified keeps what is there", () => assert.equal(answered(full, full, null), full));

test("an answer to an older search is dropped", () => {
  const newer = searched(full, "ros");
  assert.equal(answered(newer, full, { queue, etag: '"2"' }), newer);
});

test("a search starts at the first page and asks afresh", () => {
  const page2 = turned(full, 1);
  assert.deepEqual({ ...searched(page2, " ros "), queue: null }, { query: "ros", offset: 0, etag: "", queue: null });
  assert.equal(searched(full, "  "), full);
});

test("pages end where the list ends", () => {
  assert.equal(turned(full, -1), full);
  const last = turned(turned(full, 1), 1);
  assert.equal(last.offset, 2 * PAGE);
  assert.equal(turned(last, 1), last);
});

test("a page that was erased meanwhile leads back to the first", () => {
  const page3 = { ...full, offset: 100, etag: "" };
  const back = answered(page3, page3, { queue: { ...queue, letters: [] }, etag: '"3"' });
  assert.deepEqual([back.offset, back.etag], [0, ""]);
});

const letter = (status, state = "approved") => ({ status, state });

test("an approved letter can be handed out while the gate is open", () => {
  assert.equal(abilities(letter("to_do"), true, false).handOut, true);
  assert.equal(abilities(letter("to_do"), false, false).handOut, false);
  assert.equal(abilities(letter("to_do", "waiting"), true, false).handOut, false);
  assert.equal(abilities(letter("sent"), true, true).handOut, false);
  assert.equal(abilities(null, true, false).handOut, false);
});

test("a client who heard nothing cannot be ticked off by a second press of the key", () => {
  assert.equal(abilities(letter("to_do"), true, false).markSent, false);
  assert.equal(abilities(letter("to_do"), true, true).markSent, true);
  assert.equal(abilities(letter("inserted"), true, false).markSent, true);
  assert.equal(abilities(letter("drafted"), false, false).markSent, true);
  assert.equal(abilities(letter("sent"), true, true).markSent, false);
  assert.equal(abilities(letter("inserted", "waiting"), true, true).markSent, false);
});

test("only what is finished can be put back", () => {
  assert.equal(abilities(letter("skipped"), true, false).putBack, true);
  assert.equal(abilities(letter("skipped"), true, false).skip, false);
  assert.equal(abilities(letter("to_do"), true, false).putBack, false);
  assert.equal(abilities(letter("to_do", "rejected"), true, false).skip, true);
});

const row = (id, status = "to_do", state = "approved") => ({ id, status, state });
const listed = (...rows) => answered(EMPTY, EMPTY, { queue: { ...queue, letters: rows, next_id: "a" }, etag: '"1"' });

for (const [sentence, state, status, next] of [
  ["a client who was told is not the next", listed(row("a"), row("b", "sent"), row("c", "to_do", "waiting"), row("d")), "sent", "d"],
  ["nor one who was skipped", listed(row("a"), row("b", "drafted")), "skipped", "b"],
  ["nor one whose letter is in a message", listed(row("a"), row("b", "inserted"), row("c")), "inserted", "c"],
  ["a letter that went to the drafts is still the next", listed(row("a"), row("b")), "drafted", "a"],
  ["when none is left there is no next", listed(row("a"), row("b", "skipped")), "sent", null],
]) {
  test(sentence, () => {
    const { queue: after, etag } = marked(state, "a", status);
    assert.deepEqual([after.next_id, after.letters[0].status, etag], [next, status, ""]);
  });
}

test("another's mark leaves the next alone, and an empty desk stays empty", () => {
  assert.equal(marked(listed(row("a"), row("b")), "b", "sent").queue.next_id, "a");
  assert.equal(marked(EMPTY, "a", "sent"), EMPTY);
});
