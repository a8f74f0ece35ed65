import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Problem, Unreachable } from "../../extension/pane/problem.js";
import { withOutbox } from "../../extension/panel/outbox.js";
import { browserDouble } from "./browser_double.mjs";

const SEGUE = "https://segue.example.com";

/** A server that is away, goes away once it has acted, refuses, or answers; it notes what it was told. */
function server() {
  const world = { away: false, dropsAfter: false, refuses: "", status: 409, told: [] };
  const request = async (method, path, ask = {}) => {
    if (world.away) throw new Unreachable("unreachable");
    if (world.refuses) throw new Problem(world.refuses, "No", "", world.status);
    if (method === "PUT") world.told.push([path, ask.body.status]);
    if (method === "PUT") world.expected = ask.body.expected;
    if (world.dropsAfter) throw new Unreachable("unreachable");
    const body = method === "PUT" ? { status: ask.body.status, previous: "to_do", next_id: "l2" } : {};
    return { status: 200, body, etag: "", at: 1_000 };
  };
  return { world, transport: { remember: () => undefined, request } };
}

let late = [];
const read = (transport) => transport.request("GET", "/session");
const mark = (transport, status, id = "l1") => transport.request("PUT", `/letters/${id}/status`, { body: { status, reason: "" } });

function outbox() {
  const { world, transport } = server();
  late = [];
  return { world, bare: transport, transport: withOutbox(transport, SEGUE, (untold) => late.push(untold)) };
}

beforeEach(() => {
  browserDouble();
});

test("what happened to a letter is told later, once", async () => {
  const { world, transport } = outbox();
  world.away = true;
  const said = await mark(transport, "sent");
  assert.deepEqual(said.body, { status: "sent", previous: "sent", untold: true });
  world.away = false;
  await read(transport);
  await read(transport);
  assert.deepEqual(world.told, [["/letters/l1/status", "sent"]]);
  assert.deepEqual([late[0], late.at(-1)], [1, 0]);
});

test("a change that was told late and replaces none still expects what the person saw", async () => {
  const { world, transport } = outbox();
  world.away = true;
  await transport.request("PUT", "/letters/l1/status", { body: { status: "sent", expected: "inserted", reason: "" } });
  world.away = false;
  await read(transport);
  assert.equal(world.expected, "inserted");
});

test("one that takes another's place expects nothing: the server may have heard the first, or not", async () => {
  const { world, transport } = outbox();
  world.away = true;
  for (const [status, expected] of [["inserted", "to_do"], ["sent", "inserted"]]) {
    await transport.request("PUT", "/letters/l1/status", { body: { status, expected, reason: "" } });
  }
  world.away = false;
  await read(transport);
  assert.deepEqual([world.told, world.expected], [[["/letters/l1/status", "sent"]], undefined]);
});

test("of several changes to one letter the last is told, and letters keep their order", async () => {
  const { world, transport } = outbox();
  world.away = true;
  await mark(transport, "inserted", "l1");
  await mark(transport, "sent", "l2");
  await mark(transport, "sent", "l1");
  world.away = false;
  await read(transport);
  assert.deepEqual(world.told, [["/letters/l2/status", "sent"], ["/letters/l1/status", "sent"]]);
});

test("what is told now comes after what was kept", async () => {
  const { world, transport } = outbox();
  world.away = true;
  await mark(transport, "inserted");
  world.away = false;
  await mark(transport, "sent", "l2");
  assert.deepEqual(world.told, [["/letters/l1/status", "inserted"], ["/letters/l2/status", "sent"]]);
});

test("what the server refuses for good is not told again and again", async () => {
  const { world, transport } = outbox();
  world.away = true;
  await mark(transport, "sent");
  Object.assign(world, { away: false, refuses: "letter_unknown" });
  await assert.rejects(read(transport));
  world.refuses = "";
  await read(transport);
  assert.deepEqual(world.told, []);
});

test("a refusal is the person's to read, not the outbox's to keep", async () => {
  const { world, transport } = outbox();
  world.refuses = "letter_unknown";
  await assert.rejects(mark(transport, "sent"), { code: "letter_unknown" });
  world.refuses = "";
  await read(transport);
  assert.deepEqual(world.told, []);
});

for (const status of [401, 426, 429, 500, 503]) {
  test(`a refusal of this moment (${status}) loses nothing`, async () => {
    const { world, transport } = outbox();
    world.away = true;
    await mark(transport, "sent");
    Object.assign(world, { away: false, refuses: "for_now", status });
    await assert.rejects(read(transport), { status });
    world.refuses = "";
    await read(transport);
    assert.deepEqual(world.told, [["/letters/l1/status", "sent"]]);
  });
}

test("a pane that is too old is told so, and the change waits for the new one", async () => {
  const { world, transport } = outbox();
  Object.assign(world, { refuses: "pane_too_old", status: 426 });
  await assert.rejects(mark(transport, "sent"), { code: "pane_too_old" });
  assert.equal(late.at(-1), 1);
});

test("a connection that drops after the server acted is told the same once more and no third time", async () => {
  const { world, transport } = outbox();
  world.dropsAfter = true;
  await mark(transport, "sent");
  world.dropsAfter = false;
  await read(transport);
  await read(transport);
  assert.deepEqual(world.told, [["/letters/l1/status", "sent"], ["/letters/l1/status", "sent"]]);
});

test("a panel that closes while it tells has it told by the next one", async () => {
  const { world, bare } = outbox();
  const closing = withOutbox({ ...bare, request: () => new Promise(() => undefined) }, SEGUE, () => undefined);
  void mark(closing, "sent");
  await new Promise((done) => setTimeout(done));
  navigator.locks.release(); // as the browser does for a page that is gone
  await read(withOutbox(bare, SEGUE, () => undefined));
  assert.deepEqual(world.told, [["/letters/l1/status", "sent"]]);
});

test("two panels at once tell each change once", async () => {
  const { world, bare, transport } = outbox();
  world.away = true;
  await mark(transport, "sent");
  world.away = false;
  await Promise.all([read(transport), read(withOutbox(bare, SEGUE, () => undefined))]);
  assert.equal(world.told.length, 1);
});

test("what is to be told to one server is never told to another", async () => {
  const { world, bare, transport } = outbox();
  world.away = true;
  await mark(transport, "sent");
  world.away = false;
  await read(withOutbox(bare, "https://other.example.com", () => undefined));
  assert.deepEqual(world.told, []);
});
