import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { WORDS, firstWords } from "../../extension/pane/first_words.js";
import { textsIn } from "../../extension/pane/texts.js";

const english = { "a.told": "{told} of {total}", "a.hi": "Hello {name}, {name}!", "a.n_one": "{count} client", "a.n_other": "{count} clients" };
const russian = { "a.n_one": "{count} клиент", "a.n_few": "{count} клиента", "a.n_many": "{count} клиентов", "a.n_other": "{count} клиента" };

test("gaps are filled, every time they occur", () => {
  assert.equal(textsIn(english, "en").say("a.hi", { name: "Ann" }), "Hello Ann, Ann!");
});

test("a client called {total} or $& stays what he is called", () => {
  assert.equal(textsIn(english, "en").say("a.hi", { name: "{name} $& $1" }), "Hello {name} $& $1, {name} $& $1!");
  assert.equal(textsIn(english, "en").say("a.hi", { name: "{constructor}" }), "Hello {constructor}, {constructor}!");
});

test("a gap without a value stays visible instead of vanishing", () => {
  assert.equal(textsIn(english, "en").say("a.hi"), "Hello {name}, {name}!");
});

test("numbers are written as the language writes them", () => {
  assert.equal(textsIn(english, "en").say("a.told", { told: 3, total: 25000 }), "3 of 25,000");
  assert.equal(textsIn(english, "it").say("a.told", { told: 3, total: 25000 }), "3 of 25.000");
});

test("plurals follow the language, not English", () => {
  assert.equal(textsIn(english, "en").count("a.n", 1), "1 client");
  assert.equal(textsIn(english, "en").count("a.n", 0), "0 clients");
  const say = textsIn(russian, "ru");
  assert.deepEqual([1, 3, 5, 21, 111].map((n) => say.count("a.n", n)), ["1 клиент", "3 клиента", "5 клиентов", "21 клиент", "111 клиентов"]);
});

test("a plural form that the catalogue lacks falls back to other", () => {
  assert.equal(textsIn(english, "ru").count("a.n", 3), "3 clients");
});

test("an unknown key shows itself, so that it is found", () => {
  const texts = textsIn(english, "en");
  assert.equal(texts.say("toString"), "toString");
  assert.equal(texts.knows("toString"), false);
  assert.equal(texts.knows("a.hi"), true);
});

test("a name that runs right to left does not turn the sentence around", () => {
  assert.equal(textsIn(english, "en").say("a.told", { told: "\u202eevil", total: 1 }), "\u2068\u202eevil\u2069 of 1");
});

test("the first words follow the browser's languages", () => {
  assert.equal(firstWords(["fr-FR", "it-IT", "en"]).locale, "it");
  assert.equal(firstWords(["fr"]).locale, "en");
  assert.equal(firstWords([]).locale, "en");
  assert.equal(firstWords(["constructor"]).locale, "en");
});

test("the first words come in every language, as the catalogue has them", async () => {
  for (const locale of ["en", "it", "ru", "id", "hi", "pt-BR", "pt-PT"]) {
    const catalogue = JSON.parse(await readFile(new URL(`../../templates/interface/${locale}.json`, import.meta.url), "utf8"));
    for (const [key, text] of Object.entries(WORDS[locale])) assert.equal(text, catalogue[key], `${locale} ${key}`);
  }
});

test("Portuguese is Brazil's unless the browser says Portugal's", () => {
  const spoken = (tag) => firstWords([tag]).locale;
  assert.deepEqual(["pt", "pt-BR", "pt-PT", "pt-AO"].map(spoken), ["pt-BR", "pt-BR", "pt-PT", "pt-BR"]);
});
