import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openNext } from "../../extension/pane/actions.js";
import { logCall } from "../../extension/pane/calls.js";
import { chooseLetter, mark, readCard, readQueue } from "../../extension/pane/desk.js";
import { bounced, later, phoned, putBack, sentNext, undo } from "../../extension/pane/marks.js";
import { Problem } from "../../extension/pane/problem.js";
import { EMPTY } from "../../extension/pane/queue.js";
import { pageDouble } from "./page_double.mjs";

/** What a person says in the pane, what the server is told, and what the other doors do meanwhile. */

const OVER = ["sent", "phoned", "skipped"];
const line = (id, more = {}) => ({ id, client: id, company: "", firm: "", to: [`${id}@x.example`], language: "en", state: "approved", status: "to_do", reason: "", call: "", ...more });
const PREVIEW = { subject: "", text: "", html: "", language: "en", direction: "ltr", approved: true };

/** A server in memory: letters by id, marks as the desk takes them, and every call that was made. */
function server(...letters) {
  const world = { letters, told: [], calls: [] };
  const find = (id) => letters.find((one) => one.id === id);
  const left = () => letters.filter((one) => !OVER.includes(one.status));
  world.api = {
    queue: async (_, { later: put }) => {
      const ready = left().filter((one) => one.status === "to_do");
      const next = ready.find((one) => !put.includes(one.id)) ?? ready[0] ?? null;
      const parts = [{ part: "left", count: left().length }, { part: "all", count: letters.length }];
      const told = letters.length - left().length;
      return { queue: { total: letters.length, told, parts, matching: left().length, gate: { open: true, code: "", message: "" }, next, letters: left().map((one) => ({ ...one })) }, etag: "" };
    },
    letter: async (id) => ({ ...find(id), calls: null, preview: PREVIEW, findings: [], may_say: [], may_not_say: [] }),
    mark: async (id, said) => {
      const letter = find(id);
      if (![said.expected, said.status].includes(letter.status)) throw new Problem("marked_meanwhile", "", "", 409);
      const previous = letter.status;
      Object.assign(letter, { status: said.status, reason: said.reason });
      world.told.push([id, said.status, said.reason]);
      return { status: said.status, previous };
    },
    logCall: async (id, said) => {
      world.calls.push([id, said.outcome]);
      if (said.outcome !== "no_answer") find(id).call = "";
      return { id: "call-1" };
    },
    withdrawCall: async (call) => void world.calls.push([call, "withdrawn"]),
    open: async () => assert.fail("nothing may be opened here"),
  };
  return world;
}

const texts = { say: (key, gaps = {}) => [key, ...Object.values(gaps)].join(" "), count: (key) => key, knows: () => true, locale: "en" };
let part = pageDouble();

async function deskOver(world, id = "a") {
  const desk = { api: world.api, host: { name: "fake" }, signal: new AbortController().signal, clock: () => 0, session: { departure: { id: "d" } }, texts, queue: EMPTY, letter: null, held: null, answers: null, touched: new Set(), changes: [], busy: false, said: 0 };
  await readQueue(desk);
  await chooseLetter(desk, id);
  return desk;
}
/** As the pane does it: one action at a time, and the next letter shown. */
async function doing(desk, action, ...said) {
  desk.busy = true;
  await action(desk, ...said);
  await new Promise((resolve) => setImmediate(resolve));
  desk.busy = false;
}
const says = () => part("status").textContent;

beforeEach(() => (part = pageDouble()));

test("told by phone is said with one press, shows the next one, and is undone", async () => {
  const world = server(line("a"), line("b"));
  const desk = await deskOver(world);
  await doing(desk, phoned);
  assert.deepEqual([world.told, desk.letter.id, says()], [[["a", "phoned", ""]], "b", "pane.marked_phoned a"]);
  await doing(desk, undo);
  assert.deepEqual([world.letters[0].status, desk.letter.id], ["to_do", "a"]);
});

test("an undone putting back has its reason again", async () => {
  const world = server(line("a", { status: "skipped", reason: "She knows" }), line("b"));
  const desk = await deskOver(world);
  await doing(desk, putBack);
  await doing(desk, undo);
  assert.deepEqual(world.told, [["a", "to_do", ""], ["a", "skipped", "She knows"]]);
});

test("what came back stays in front, with what to do", async () => {
  const desk = await deskOver(server(line("a", { status: "sent" }), line("b")));
  await doing(desk, bounced);
  assert.deepEqual([desk.letter.id, desk.letter.status, says()], ["a", "bounced", "queue.bounced_next"]);
});

test("later marks nothing, and the turn comes again after the others", async () => {
  const world = server(line("a"), line("b"));
  const desk = await deskOver(world);
  await doing(desk, later);
  assert.deepEqual([world.told, desk.letter.id], [[], "b"]);
  await doing(desk, phoned);
  assert.equal(desk.letter.id, "a");
});

test("a client told in another window is said to be so, and the next one comes in front", async () => {
  const world = server(line("a"), line("b"));
  const desk = await deskOver(world);
  desk.held = { letter: { id: "a" }, until: 1000 };
  world.letters[0].status = "sent";
  await readQueue(desk);
  assert.deepEqual([desk.letter.id, desk.held, says()], ["b", null, "pane.told_elsewhere a pane.status.sent"]);
});

test("what one says oneself is not another window's", async () => {
  const world = server(line("a", { status: "inserted" }), line("b"));
  const desk = await deskOver(world);
  desk.busy = true;
  const saying = sentNext(desk);
  await readQueue(desk);
  await saying;
  assert.equal(says(), "pane.marked_sent a");
});

test("a letter chosen to look at, told long ago, stays in front", async () => {
  const desk = await deskOver(server(line("a", { status: "sent" }), line("b")));
  await readQueue(desk);
  assert.equal(desk.letter.id, "a");
});

test("a late undo is refused and takes back nothing", async () => {
  const world = server(line("a"), line("b"));
  const desk = await deskOver(world);
  await doing(desk, phoned);
  world.letters[0].status = "skipped";
  await assert.rejects(undo(desk), { code: "marked_meanwhile" });
  assert.equal(world.letters[0].status, "skipped");
});

test("where a call is due nothing is opened: whom to call comes in front", async () => {
  const desk = await deskOver(server(line("a", { call: "first" }), line("b")), "b");
  await doing(desk, openNext);
  assert.deepEqual([desk.letter.id, says(), document.activeElement], ["a", "pane.call_now a", part("call-title")]);
});

test("nobody answered: the others come first, and the call is taken back with undo", async () => {
  const world = server(line("a", { call: "held" }), line("b"));
  const desk = await deskOver(world);
  await doing(desk, logCall, "no_answer");
  assert.equal(desk.letter.id, "b");
  await doing(desk, undo);
  assert.deepEqual([world.calls.at(-1), desk.letter.id, desk.queue.later], [["call-1", "withdrawn"], "a", []]);
});

test("once reached, the client's letter stays in front and may be opened", async () => {
  const desk = await deskOver(server(line("a", { call: "held" }), line("b")));
  await doing(desk, logCall, "reached");
  assert.deepEqual([desk.letter.id, desk.letter.call], ["a", ""]);
});

test("an answer that was asked for before a mark is old when it comes, and changes nothing", async () => {
  const world = server(line("a", { status: "inserted" }), line("b"));
  const desk = await deskOver(world);
  const [old, card] = [await world.api.queue("d", { later: [] }), await world.api.letter("a")];
  const answers = [];
  const slow = { ...world.api, queue: () => new Promise((resolve) => answers.push(() => resolve(old))), letter: () => new Promise((resolve) => answers.push(() => resolve(card))) };
  desk.api = slow;
  const asked = [readQueue(desk), readCard(desk, "a")];
  desk.api = world.api;
  await mark(desk, "a", { status: "to_do", expected: "inserted" });
  for (const answer of answers) answer();
  await Promise.all(asked);
  assert.equal(desk.letter.status, "to_do");
  assert.equal(desk.queue.queue.letters[0].status, "to_do");
});
