import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Problem, Unreachable } from "../../extension/pane/problem.js";
import { forgetKept, withKept } from "../../extension/panel/kept.js";
import { browserDouble } from "./browser_double.mjs";

const SEGUE = "https://segue.example.com";
const QUEUE = "/departures/d1/queue?q=&offset=0&limit=50";

/** A server that is away, refuses, or answers with what it was asked for. */
function server() {
  const world = { failure: null };
  const request = async (method, path) => {
    if (world.failure) throw world.failure;
    return { status: 200, body: { asked: `${method} ${path}` }, etag: '"1"', at: 1_000 };
  };
  return { world, transport: withKept({ remember: () => undefined, request }, SEGUE), again: () => withKept({ remember: () => undefined, request }, SEGUE) };
}
const away = new Unreachable("unreachable");
const open = (transport, id = "l1") => transport.request("POST", `/letters/${id}/open`, { body: {} });
const start = (transport) => Promise.all(["/session", "/texts?prefix=pane", QUEUE].map((path) => transport.request("GET", path)));

beforeEach(() => {
  browserDouble();
  mock.timers.reset();
  mock.timers.enable({ apis: ["Date"], now: 5_000_000 });
});

for (const [sentence, failure] of [
  ["is away", away],
  ["cannot do its work", new Problem("failed", "Fault", "", 500)],
]) {
  test(`a letter that was handed out is found while the server ${sentence}, as old as it is`, async () => {
    const { world, transport } = server();
    await open(transport);
    world.failure = failure;
    mock.timers.tick(9 * 60_000);
    const found = await open(transport);
    assert.equal(found.body.asked, "POST /letters/l1/open");
    assert.equal(found.at, 1_000 + 9 * 60_000);
  });
}

for (const [sentence, moment] of [["after ten minutes", 5_600_001], ["when the clock was put back", 4_000_000]]) {
  test(`it is not found ${sentence}`, async () => {
    const { world, transport } = server();
    await open(transport);
    world.failure = away;
    mock.timers.setTime(moment);
    await assert.rejects(open(transport), Unreachable);
  });
}

for (const shift of [-3_600_000, 3_600_000]) {
  test(`a clock that is wrong by ${shift / 60_000} minutes makes no difference`, async () => {
    mock.timers.setTime(5_000_000 + shift);
    const { world, transport } = server();
    await open(transport);
    world.failure = away;
    mock.timers.tick(9 * 60_000);
    assert.equal((await open(transport)).at, 1_000 + 9 * 60_000);
  });
}

test("finding it does not make it younger", async () => {
  const { world, transport } = server();
  await open(transport);
  world.failure = away;
  mock.timers.tick(9 * 60_000);
  await open(transport);
  mock.timers.tick(2 * 60_000);
  await assert.rejects(open(transport), Unreachable);
});

test("a panel that is opened again comes to its letter without the server", async () => {
  const { world, transport, again } = server();
  await start(transport);
  await open(transport);
  world.failure = away;
  const opened = again();
  assert.deepEqual((await start(opened)).map((answer) => answer.body.asked), ["GET /session", "GET /texts?prefix=pane", `GET ${QUEUE}`]);
  assert.equal((await open(opened)).body.asked, "POST /letters/l1/open");
});

test("the list is taken from memory to begin with and never again, so that the person sees that the server is away", async () => {
  const { world, transport, again } = server();
  await start(transport);
  await open(transport);
  world.failure = away;
  await assert.rejects(transport.request("GET", QUEUE), Unreachable);
  const opened = again();
  await opened.request("GET", QUEUE);
  await assert.rejects(opened.request("GET", QUEUE), Unreachable);
});

test("without a letter that may still be inserted nothing is taken from memory", async () => {
  const { world, transport, again } = server();
  await start(transport);
  world.failure = away;
  await assert.rejects(again().request("GET", "/session"), Unreachable);
});

test("what the server closed meanwhile is not found, and nothing else either", async () => {
  const { world, transport } = server();
  await open(transport);
  world.failure = new Problem("letter_withdrawn", "No", "", 409);
  await assert.rejects(open(transport), { code: "letter_withdrawn" });
  world.failure = away;
  await assert.rejects(open(transport), Unreachable);
});

for (const status of ["sent", "skipped"]) {
  test(`a letter that is ${status} is not found again, even when the server does not know of it yet`, async () => {
    const { world, transport } = server();
    await open(transport);
    world.failure = away;
    await transport.request("PUT", "/letters/l1/status", { body: { status } }).catch(() => null);
    await assert.rejects(open(transport), Unreachable);
  });
}

test("a letter that was inserted is found still, and another's end takes nothing", async () => {
  const { world, transport } = server();
  await open(transport);
  world.failure = away;
  await transport.request("PUT", "/letters/l1/status", { body: { status: "inserted" } }).catch(() => null);
  await transport.request("PUT", "/letters/l2/status", { body: { status: "sent" } }).catch(() => null);
  assert.ok(await open(transport));
  await assert.rejects(open(transport, "l2"), Unreachable);
});

test("one server's letters are never taken for another's, and are forgotten on demand", async () => {
  const { world, transport } = server();
  await open(transport);
  world.failure = away;
  const other = withKept({ remember: () => undefined, request: () => Promise.reject(away) }, "https://other.example.com");
  await assert.rejects(open(other), Unreachable);
  await forgetKept();
  await assert.rejects(open(transport), Unreachable);
});
