import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Problem, Unreachable } from "../../extension/pane/problem.js";
import { SignedOut, accessToken, askForTokens, endTokens, hasTokens, keepTokens } from "../../extension/panel/tokens.js";
import { browserDouble } from "./browser_double.mjs";

const SEGUE = "https://segue.example.com";

/** A server that gives a new pair for each refresh token that it knows, once. */
function server() {
  let valid = "r1";
  let given = 1;
  const asked = [];
  const fetcher = async (address, { body }) => {
    const token = body.get("refresh_token");
    asked.push([address, token]);
    if (token !== valid) return new Response("{}", { status: 400 });
    given += 1;
    valid = `r${given}`;
    return Response.json({ access_token: `a${given}`, expires_in: 600, refresh_token: valid });
  };
  return { fetcher, asked };
}

beforeEach(async () => {
  browserDouble();
  await keepTokens(SEGUE, { access_token: "a1", expires_in: 600, refresh_token: "r1" });
});

test("a token is used until it is old", async () => {
  const { fetcher, asked } = server();
  assert.equal(await accessToken(SEGUE, fetcher), "a1");
  assert.deepEqual(asked, []);
});

test("a token that the server refused is renewed", async () => {
  const { fetcher, asked } = server();
  assert.equal(await accessToken(SEGUE, fetcher, "a1"), "a2");
  assert.deepEqual(asked, [[`${SEGUE}/oauth/token`, "r1"]]);
});

test("two panels that renew at once use each renewal token once", async () => {
  const { fetcher, asked } = server();
  const both = await Promise.all([accessToken(SEGUE, fetcher, "a1"), accessToken(SEGUE, fetcher, "a1")]);
  assert.deepEqual(both, ["a2", "a2"]);
  assert.equal(asked.length, 1);
});

test("who was signed out elsewhere is told, and nothing is kept", async () => {
  const { fetcher } = server();
  await keepTokens(SEGUE, { access_token: "a1", expires_in: 0, refresh_token: "used before" });
  await assert.rejects(accessToken(SEGUE, fetcher), SignedOut);
  assert.equal(await hasTokens(SEGUE), false);
});

test("a server that cannot be reached signs nobody out", async () => {
  const away = async () => {
    throw new TypeError("no network");
  };
  await assert.rejects(accessToken(SEGUE, away, "a1"), Unreachable);
  assert.equal(await hasTokens(SEGUE), true);
});

test("an answer without tokens signs nobody out", async () => {
  await assert.rejects(accessToken(SEGUE, async () => new Response("busy", { status: 503 }), "a1"), Unreachable);
  assert.equal(await hasTokens(SEGUE), true);
});

test("disconnecting ends the tokens on the server, and here even when it cannot be reached", async () => {
  const asked = [];
  await endTokens(SEGUE, async (address, { body }) => (asked.push([address, body.get("token")]), new Response("{}")));
  assert.deepEqual(asked, [[`${SEGUE}/oauth/revoke`, "r1"]]);
  await keepTokens(SEGUE, { access_token: "a1", expires_in: 600, refresh_token: "r1" });
  await endTokens(SEGUE, async () => Promise.reject(new TypeError("no network")));
  assert.equal(await hasTokens(SEGUE), false);
});

test("the tokens of one address are never shown to another", async () => {
  const { fetcher, asked } = server();
  await assert.rejects(accessToken("https://other.example.com", fetcher), SignedOut);
  assert.deepEqual(asked, []);
});

for (const [status, headers, waits] of [[426, {}, 0], [429, { "Retry-After": "840" }, 840], [429, { "Retry-After": "Tue, 01 Sep" }, 0], [500, {}, 0]]) {
  test(`an answer ${status} ${JSON.stringify(headers)} is told as what it is and signs nobody out`, async () => {
    const refusing = async () => Response.json({ code: "c", title: "T", detail: "D" }, { status, headers });
    const failure = await askForTokens(SEGUE, "/oauth/pair", { code: "x" }, refusing).catch((error) => error);
    assert.ok(failure instanceof Problem);
    assert.deepEqual([failure.status, failure.title, failure.detail, failure.waitSeconds], [status, "T", "D", waits]);
    await assert.rejects(accessToken(SEGUE, refusing, "a1"), { status });
    assert.equal(await hasTokens(SEGUE), true);
  });
}

test("signing out takes the letter that was kept for a moment without the server with it", async () => {
  await chrome.storage.session.set({ "kept.open": { address: SEGUE } });
  await endTokens(SEGUE, async () => new Response("{}"));
  assert.deepEqual(await chrome.storage.session.get("kept.open"), {});
});
