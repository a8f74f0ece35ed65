import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

/** The classic script, run as a page runs it. */
const script = readFileSync(new URL("../../extension/content/words.js", import.meta.url), "utf8");
const page = vm.createContext({ segueCompose: {} });
vm.runInContext(script, page);
const { squeezed, stretch } = page.segueCompose.words;
const found = (text, lines) => {
  const at = stretch(squeezed(text), lines.map(squeezed));
  return at && squeezed(text).slice(at.at, at.end);
};

const LINES = ["Dear Callum,", "I am writing to tell you that I am leaving the company.", "From then on Jane looks after you and your work.", "Kind regards,", "Mara"];

test("white space and invisible marks make no difference", () => {
  assert.equal(squeezed(" a\u00a0b\n\u200bc\u200e "), "abc");
});

test("a letter is found whole, and nothing around it", () => {
  assert.equal(found(`Hello. ${LINES.join("\n")} PS: see you. Mara`, LINES), squeezed(LINES.join("")));
});

test("a letter with a line that was changed is found with the change in it", () => {
  const longer = [...LINES, "If you have any questions, please ask Jane or me.", "Thank you for the years of good work."];
  const changed = longer.with(1, "I am writing to say that I go.");
  assert.equal(found(`PS: first. ${changed.join(" ")}`, longer), squeezed(changed.join("")));
});

test("little of a letter is not the letter", () => {
  assert.equal(found(LINES[2], LINES), null);
});

test("a name that stands in the signature too is not taken for the letter", () => {
  assert.equal(found("Yesterday. Mara", LINES), null);
  assert.equal(found("", LINES), null);
});

test("short lines count only beside what was found", () => {
  const text = `${LINES[1]}${LINES[2]} ${"Much else was typed below. ".repeat(5)} Mara`;
  assert.equal(found(text, LINES), squeezed(LINES[1] + LINES[2]));
});
