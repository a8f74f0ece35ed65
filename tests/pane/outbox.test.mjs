import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Problem, Unreachable } from "../../extension/pane/problem.js";
import { withOutbox } from "../../extension/panel/outbox.js";
import { browserDouble } from "./browser_double.mjs";

const LETTER = { id: "l1", expires_at: "2026-09-01T09:10:00Z" };

/** A server that is away, refuses, or answers; it notes what it was told. */
function server() {
  const world = { away: false, refuses: "", told: [] };
  const request = async (method, path, ask = {}) => {
    if (world.away) throw new Unreachable("unreachable");
    if (world.refuses) throw new Problem(world.refuses, "No", "", 409);
    if (method === "PUT") world.told.push([path, ask.body.status]);
    const body = method === "PUT" ? { status: ask.body.status, previous: "to_do", next_id: "l2" } : LETTER;
    return { status: 200, body, etag: "", at: 1_000 };
  };
  return { world, transport: { remember: () => undefined, request } };
}

let late = [];
const open = (transport) => transport.request("POST", "/letters/l1/open", { body: {} });
const mark = (transport, status, id = "l1") => transport.request("PUT", `/letters/${id}/status`, { body: { status, reason: "" } });

function outbox() {
  const { world, transport } = server();
  late = [];
  return { world, transport: withOutbox(transport, (untold) => late.push(untold)) };
}

beforeEach(() => {
  browserDouble();
  mock.timers.reset();
  mock.timers.enable({ apis: ["Date"], now: 5_000_000 });
});

test("a letter that was handed out is found while the server is away, as old as it is", async () => {
  const { world, transport } = outbox();
  await open(transport);
  world.away = true;
  mock.timers.tick(9 * 60_000);
  const again = await open(transport);
  assert.deepEqual(again.body, LETTER);
  assert.equal(again.at, 1_000 + 9 * 60_000);
});

test("after ten minutes it is not", async () => {
  const { world, transport } = outbox();
  await open(transport);
  world.away = true;
  mock.timers.tick(10 * 60_000 + 1);
  await assert.rejects(open(transport), Unreachable);
});

test("nor when the clock was put back", async () => {
  const { world, transport } = outbox();
  await open(transport);
  world.away = true;
  mock.timers.setTime(4_000_000);
  await assert.rejects(open(transport), Unreachable);
});

test("what the server closed meanwhile is not found in the outbox either", async () => {
  const { world, transport } = outbox();
  await open(transport);
  world.refuses = "letter_withdrawn";
  await assert.rejects(open(transport), { code: "letter_withdrawn" });
  Object.assign(world, { refuses: "", away: true });
  await assert.rejects(open(transport), Unreachable);
});

test("what happened to a letter is told later, once", async () => {
  const { world, transport } = outbox();
  world.away = true;
  const said = await mark(transport, "sent");
  assert.deepEqual(said.body, { status: "sent", previous: "sent", next_id: null });
  world.away = false;
  await transport.request("GET", "/session");
  await transport.request("GET", "/session");
  assert.deepEqual(world.told, [["/letters/l1/status", "sent"]]);
  assert.deepEqual([late[0], late.at(-1)], [1, 0]);
});

test("of several changes to one letter the last is told, and letters keep their order", async () => {
  const { world, transport } = outbox();
  world.away = true;
  await mark(transport, "inserted", "l1");
  await mark(transport, "sent", "l2");
  await mark(transport, "sent", "l1");
  world.away = false;
  await transport.request("GET", "/session");
  assert.deepEqual(world.told, [["/letters/l2/status", "sent"], ["/letters/l1/status", "sent"]]);
});

test("what is told now comes after what was kept", async () => {
  const { world, transport } = outbox();
  world.away = true;
  await mark(transport, "inserted");
  world.away = false;
  await mark(transport, "sent");
  assert.deepEqual(world.told, [["/letters/l1/status", "inserted"], ["/letters/l1/status", "sent"]]);
});

test("what the server refuses for good is not told again and again", async () => {
  const { world, transport } = outbox();
  world.away = true;
  await mark(transport, "sent");
  Object.assign(world, { away: false, refuses: "letter_unknown" });
  await assert.rejects(transport.request("GET", "/session"));
  world.refuses = "";
  await transport.request("GET", "/session");
  await transport.request("GET", "/session");
  assert.equal(world.told.length, 1);
});

test("a refusal is the person's to read, not the outbox's to keep", async () => {
  const { world, transport } = outbox();
  world.refuses = "letter_unknown";
  await assert.rejects(mark(transport, "sent"), { code: "letter_unknown" });
  world.refuses = "";
  await transport.request("GET", "/session");
  assert.deepEqual(world.told, []);
});
