import assert from "node:assert/strict";
import { test } from "node:test";
import { guard, guardTest, plainAddress } from "../../extension/pane/guard.js";

const letter = { to: ["giulia@rossi.example"], cc: ["boss@lumen.example"] };
const message = (to = [], cc = [], bcc = []) => ({ to, cc, bcc });

const cases = [
  ["an empty message takes any letter", message(), "fits", []],
  ["the client's own message fits", message(["giulia@rossi.example"]), "fits", []],
  ["the letter's own copy is no stranger", message(["giulia@rossi.example"], ["boss@lumen.example"]), "fits", []],
  ["case does not make a stranger", message(["Giulia@ROSSI.example"]), "fits", []],
  ["a display name does not make a stranger", message(["Giulia, Rossi <giulia@rossi.example>"]), "fits", []],
  ["another client's message is refused", message(["tom@baker.example"]), "other", ["tom@baker.example"]],
  ["the client in Cc does not make it the client's message", message(["tom@baker.example"], ["giulia@rossi.example"]), "other", ["tom@baker.example"]],
  ["a message to the manager alone is refused", message(["boss@lumen.example"]), "other", ["boss@lumen.example"]],
  ["a stranger in Cc alone is refused", message([], ["tom@baker.example"]), "other", ["tom@baker.example"]],
  ["the manager waiting in Cc does not stop the letter", message([], ["boss@lumen.example"]), "fits", []],
  ["one more in To needs a confirmation", message(["giulia@rossi.example", "tom@baker.example"]), "extra", ["tom@baker.example"]],
  ["one more in Bcc needs a confirmation", message(["giulia@rossi.example"], [], ["tom@baker.example"]), "extra", ["tom@baker.example"]],
  ["a chip that is no address is not trusted", message(["Giulia Rossi"]), "other", ["Giulia Rossi"]],
  ["an address hidden in a display name is not believed", message(["giulia@rossi.example <tom@baker.example>"]), "other", ["giulia@rossi.example <tom@baker.example>"]],
  ["a longer domain is another domain", message(["giulia@rossi.example.evil.example"]), "other", ["giulia@rossi.example.evil.example"]],
];
for (const [sentence, seen, verdict, strangers] of cases) {
  test(sentence, () => assert.deepEqual(guard(letter, seen), { verdict, strangers }));
}

const copy = { to: ["mara@norwell.example"], readers: ["mara@norwell.example", "priya@norwell.example"] };
const copies = [
  ["a test copy goes into an empty message", message(), "fits", []],
  ["a test copy goes into a message to oneself", message(["Mara <MARA@norwell.example>"]), "fits", []],
  ["the other reader may stand beside", message(["mara@norwell.example"], ["priya@norwell.example"]), "fits", []],
  ["a client's message is refused a test copy", message(["giulia@rossi.example"]), "other", ["giulia@rossi.example"]],
  ["a client beside oneself is refused, not asked about", message(["mara@norwell.example", "giulia@rossi.example"]), "other", ["giulia@rossi.example"]],
  ["a client in Bcc is refused as well", message(["mara@norwell.example"], [], ["giulia@rossi.example"]), "other", ["giulia@rossi.example"]],
  ["a recipient who cannot be read is nobody's reader", message(["mara@norwell.example", "?"]), "other", ["?"]],
];
for (const [sentence, seen, verdict, strangers] of copies) {
  test(sentence, () => assert.deepEqual(guardTest(copy, seen), { verdict, strangers }));
}

test("a letter is refused in the message that holds its test copy", () => {
  assert.equal(guard(letter, message(copy.to)).verdict, "other");
});

test("a domain in its own script is the same as its ASCII form", () => {
  assert.equal(plainAddress("info@BÜCHER.example"), plainAddress("info@xn--bcher-kva.example"));
});

test("a broken domain is compared as it stands", () => {
  assert.equal(plainAddress("x@ü ü"), "x@ü ü");
});
