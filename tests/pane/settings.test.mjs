import assert from "node:assert/strict";
import { test } from "node:test";
import { checkedAddress } from "../../extension/panel/settings.js";
import { challengeOf, codeIn } from "../../extension/panel/sign_in.js";

const REDIRECT = "https://abcdefghijklmnop.chromiumapp.org/";

for (const [typed, kept] of [
  ["segue.example.com", "https://segue.example.com"],
  ["  https://segue.example.com/  ", "https://segue.example.com"],
  ["https://example.com/segue/", "https://example.com/segue"],
  ["http://localhost:8765", "http://localhost:8765"],
  ["http://127.0.0.1:8765/", "http://127.0.0.1:8765"],
]) {
  test(`${typed.trim()} is an address`, () => assert.equal(checkedAddress(typed), kept));
}

for (const typed of [
  ...["", "   ", "segue", "http://segue.example.com", "ftp://segue.example.com", "javascript:alert(1)", "https://"],
  ...["https://someone@segue.example.com", "https://segue.example.com/?a=b", "https://segue.example.com/#a", "https://a b.com"],
]) {
  test(`"${typed}" is none`, () => assert.equal(checkedAddress(typed), ""));
}

test("the challenge is the verifier's hash, as RFC 7636 shows it", async () => {
  const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  assert.equal(await challengeOf(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
});

test("a code counts only in the answer to one's own question", () => {
  assert.equal(codeIn(`${REDIRECT}?code=c1&state=s1`, REDIRECT, "s1"), "c1");
  assert.equal(codeIn(`${REDIRECT}?code=c1&state=other`, REDIRECT, "s1"), "");
  assert.equal(codeIn(`${REDIRECT}?error=access_denied&state=s1`, REDIRECT, "s1"), "");
  assert.equal(codeIn("https://elsewhere.example/?code=c1&state=s1", REDIRECT, "s1"), "");
  assert.equal(codeIn("", REDIRECT, "s1"), "");
});
