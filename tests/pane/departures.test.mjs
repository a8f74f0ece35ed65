import assert from "node:assert/strict";
import { test } from "node:test";
import { addressed } from "../../extension/pane/departures.js";

test("another departure is shown at the same address, with everything else that it names", () => {
  const from = "https://segue.example/pane/?host=practice&departure=one#top";
  assert.equal(addressed(from, "two"), "https://segue.example/pane/?host=practice&departure=two#top");
});

test("an identifier is never taken for more than one", () => {
  assert.equal(addressed("https://segue.example/pane/", "a&host=b"), "https://segue.example/pane/?departure=a%26host%3Db");
});
