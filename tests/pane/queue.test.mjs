import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY, PAGE, abilities, answered, letterIn, marked, narrowed, putOff, searched, takenUp, turned } from "../../extension/pane/queue.js";

const row = (id, status = "to_do", state = "approved", call = "") => ({ id, status, state, call });
const letters = [row("a")];
const parts = [{ part: "left", count: 117 }, { part: "all", count: 120 }];
const queue = { total: 120, told: 3, parts, matching: 120, gate: { open: true, code: "", message: "" }, next: letters[0], letters };
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
  assert.deepEqual({ ...searched(page2, " ros "), queue: null }, { part: "all", query: "ros", later: [], offset: 0, etag: "", queue: null });
  assert.equal(searched(searched(full, "ros"), "").part, "left");
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

const letter = (...said) => row("a", ...said);

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

const listed = (...rows) => answered(EMPTY, EMPTY, { queue: { ...queue, letters: rows, next: rows[0] }, etag: '"1"' });

for (const [sentence, state, status, next] of [
  ["a client who was told is not the next", listed(row("a"), row("b", "sent"), row("c", "to_do", "waiting"), row("d")), "sent", "d"],
  ["nor one who was skipped", listed(row("a"), row("b", "drafted")), "skipped", "b"],
  ["nor one whose letter is in a message", listed(row("a"), row("b", "inserted"), row("c")), "inserted", "c"],
  ["a letter that went to the drafts is still the next", listed(row("a"), row("b")), "drafted", "a"],
  ["when none is left there is no next", listed(row("a"), row("b", "skipped")), "sent", null],
]) {
  test(sentence, () => {
    const { queue: after, etag } = marked(state, "a", status);
    assert.deepEqual([after.next?.id ?? null, after.letters[0].status, etag], [next, status, ""]);
  });
}

test("another's mark leaves the next alone, and an empty desk stays empty", () => {
  assert.equal(marked(listed(row("a"), row("b")), "b", "sent").queue.next.id, "a");
  assert.equal(marked(EMPTY, "a", "sent"), EMPTY);
});

test("whose turn it is is known although the list shows others", () => {
  const elsewhere = answered(EMPTY, EMPTY, { queue: { ...queue, next: row("z") }, etag: '"1"' });
  assert.equal(letterIn(elsewhere, "z")?.id, "z");
});

test("a part of the list starts at its first page and asks afresh; the same part changes nothing", () => {
  const { part, offset, etag } = narrowed(turned(full, 1), "skipped");
  assert.deepEqual([part, offset, etag], ["skipped", 0, ""]);
  assert.equal(narrowed(full, "left"), full);
});

test("when nobody is left the list shows everybody", () => {
  const done = { ...queue, letters: [], parts: [{ part: "left", count: 0 }, { part: "all", count: 120 }] };
  const after = answered(EMPTY, EMPTY, { queue: done, etag: '"2"' });
  assert.deepEqual([after.part, after.etag], ["all", ""]);
});

test("a letter put off is asked for after the others, each once, and an answer to before is dropped", () => {
  const twice = putOff(putOff(putOff(full, "a"), "b"), "a");
  assert.deepEqual([twice.later, twice.etag], [["b", "a"], ""]);
  assert.deepEqual(takenUp(twice, "a").later, ["b"]);
  assert.equal(answered(twice, full, { queue, etag: '"3"' }), twice);
});

for (const [sentence, letter, can] of [
  ["one that waits for a call by policy is not handed out", row("a", "to_do", "approved", "held"), { handOut: false, skip: true, markPhoned: true }],
  ["one whose client had better be called can be handed out all the same", row("a", "to_do", "approved", "first"), { handOut: true }],
  ["a client who was told by phone needs nothing more", row("a", "phoned"), { handOut: false, markSent: false, markPhoned: false, skip: false, putBack: true }],
  ["a letter that came back is put back before it is sent again", row("a", "bounced"), { handOut: false, markSent: false, markPhoned: true, putBack: true }],
  ["what was sent can come back", row("a", "sent"), { markBounced: true, putBack: true }],
  ["what never went out cannot", row("a", "to_do"), { markBounced: false }],
  ["nor can what only stands in a mail program", row("a", "inserted"), { markSent: true, markBounced: false }],
]) {
  test(sentence, () => {
    const all = abilities(letter, true, true);
    assert.deepEqual(Object.fromEntries(Object.keys(can).map((name) => [name, all[name]])), can);
  });
}
