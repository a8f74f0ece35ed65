import assert from "node:assert/strict";
import { test } from "node:test";
import { OfficeApp } from "office-addin-manifest";
import { OfficeMockObject } from "office-addin-mock";
import { officeHost } from "../../extension/hosts/office.js";
import { threeAtATime } from "../../extension/outlook/calls.js";
import { lookOf } from "../../extension/outlook/theme.js";
import { insertGuarded, openAndInsert } from "../../extension/pane/flow.js";
import { makeOffice, messageInMemory } from "./office_double.mjs";

/** Markup read as far as these letters need it; the browser tests read it with a browser's own. */
globalThis.DOMParser = class {
  parseFromString(markup) {
    const text = markup.replace(/<[^>]*>/g, "").replaceAll("&amp;", "&");
    return { body: { textContent: text } };
  }
};

const TEXT = "Dear Callum,\n\nFrom 12 October Jane Okafor looks after you, and every piece of work goes on.\n\nKind regards,\nMara";
const letter = {
  id: "one", to: ["callum@ashdown.example"], cc: ["boss@halden.example"], subject: "From October: Jane Okafor", text: TEXT,
  html: `<div><p>${TEXT.replaceAll("\n\n", "</p><p>").replaceAll("\n", "<br>")}</p></div>`,
};
const signal = new AbortController().signal;
// A call that hangs counts as lost after a minute; nobody has to wait for that once the tests are through.
const { setTimeout: later } = globalThis;
globalThis.setTimeout = (work, milliseconds, ...more) => {
  const timer = later(work, milliseconds, ...more);
  return milliseconds >= 60_000 ? timer.unref() : timer;
};

const SIGNATURE = '<div id="Signature">Mara Lindqvist</div>';
const yes = async () => true;
const no = async () => false;

/** Outlook with a message, and the pane's host beside it. */
function outlook({ begun = { body: SIGNATURE }, patience = 400, own = {}, ...about } = {}) {
  const { message, host, when } = messageInMemory(begun);
  const office = makeOffice({ mode: "compose", ...about }, host);
  return { office, message, when, host: officeHost(office, own, patience) };
}
const awake = (work) => {
  const timer = setTimeout(() => undefined, 20_000);
  return work.finally(() => clearTimeout(timer));
};
const insert = (host, ask = no) => awake(insertGuarded(letter, host, ask, signal));
const WHOLE = { to: true, cc: true, subject: true, body: true };

test("a fresh message gets recipients, subject and text, above the signature, and all is read back", async () => {
  const { host, message } = outlook();
  const outcome = await awake(openAndInsert(letter, host, no, signal));
  assert.deepEqual(outcome, { done: true, confirmed: WHOLE, unsure: [], kept_subject: false });
  assert.deepEqual([message.to, message.cc, message.subject], [letter.to, letter.cc, letter.subject]);
  assert.equal(message.body, letter.html + SIGNATURE);
});

test("a plain-text message gets plain text", async () => {
  const { host, message } = outlook({ begun: { form: "text", body: "Typed already.\n" } });
  assert.deepEqual((await insert(host)).confirmed, WHOLE);
  assert.equal(message.body, `${TEXT}\n\nTyped already.\n`);
});

test("recipients who are there are not added twice, however they are spelled", async () => {
  const { host, message } = outlook({ begun: { to: ["Callum@ASHDOWN.example"] } });
  assert.deepEqual((await insert(host)).confirmed, WHOLE);
  assert.deepEqual(message.to, ["Callum@ASHDOWN.example"]);
});

test("a message keeps its own subject, as a reply has to", async () => {
  const { host, message } = outlook({ begun: { subject: "RE: pallets" } });
  assert.equal((await insert(host)).kept_subject, true);
  assert.equal(message.subject, "RE: pallets");
});

test("a message to somebody else is refused, and nothing is touched", async () => {
  const { host, message } = outlook({ begun: { to: ["other@elsewhere.example"], body: SIGNATURE } });
  const outcome = await insert(host, yes);
  assert.deepEqual([outcome.code, outcome.addresses], ["other_recipient", ["other@elsewhere.example"]]);
  assert.equal(message.body, SIGNATURE);
});

test("a blind copy to somebody else is seen, and a group without an address is a stranger", async () => {
  const group = { emailAddress: "", displayName: "Sales group" };
  const { host } = outlook({ begun: { to: letter.to, cc: [group], bcc: ["hidden@x.example"] } });
  assert.deepEqual((await insert(host)).addresses, ["Sales group", "hidden@x.example"]);
});

test("inserted twice, it asks whether to put the letter above, and leaves all as it was for a no", async () => {
  const { host, message } = outlook();
  await insert(host);
  const before = message.body;
  const asked = [];
  const ask = (answer) => async (question) => (asked.push(question), answer);
  assert.equal((await insert(host, ask(false))).code, "declined");
  assert.equal(message.body, before);
  assert.deepEqual((await insert(host, ask(true))).confirmed, WHOLE);
  assert.equal(message.body, letter.html + before);
  assert.deepEqual(asked, ["again", "again"]);
});

test("a letter of which the person changed a line is found all the same", async () => {
  const { host } = outlook({ begun: { to: letter.to, body: letter.html.replace("Dear Callum,", "Hi Callum!") } });
  assert.equal((await insert(host)).code, "declined");
});

test("text that never came into the message is not claimed, even where the same letter stood before", async () => {
  const { host, when } = outlook();
  when("body.prepend", { ignored: true });
  assert.equal((await insert(host)).confirmed.body, false);
  const twice = outlook({ begun: { to: letter.to, cc: letter.cc, body: letter.html } });
  twice.when("body.prepend", { ignored: true });
  assert.equal((await insert(twice.host, yes)).confirmed.body, false);
});

test("recipients and a subject that Outlook did not take are not claimed", async () => {
  const { host, when } = outlook();
  for (const name of ["to.add", "cc.add", "subject.set"]) when(name, { ignored: true });
  const { confirmed, unsure } = await insert(host);
  assert.deepEqual([confirmed, unsure], [{ to: false, cc: false, subject: false, body: true }, [...letter.to, ...letter.cc]]);
});

test("whoever is added while the letter goes in is named", async () => {
  const { host, message, when } = outlook();
  when("body.prepend", { before: () => message.to.push("late@x.example") });
  const outcome = await insert(host);
  assert.deepEqual([outcome.confirmed.to, outcome.unsure], [false, ["late@x.example"]]);
});

test("recipients that changed after the question stop it before anything is written", async () => {
  const { host, message } = outlook();
  const expected = await host.recipients(signal);
  message.bcc.push("late@x.example");
  assert.equal((await host.insert(letter, signal, { expected, replace: false })).code, "changed");
  assert.deepEqual(message.to, []);
});

test("more than a hundred are added a hundred at a time", async () => {
  const many = { ...letter, cc: Array.from({ length: 230 }, (_, number) => `person.${number}@halden.example`) };
  const { host, message } = outlook();
  assert.deepEqual((await awake(insertGuarded(many, host, no, signal))).confirmed, WHOLE);
  assert.equal(message.calls.filter((name) => name === "cc.add").length, 3);
});

for (const name of ["to.get", "bcc.get", "body.type", "body.get", "to.add", "subject.get", "subject.set", "body.prepend"]) {
  test(`a call that never comes back ends in time: ${name}`, async () => {
    const { host, message, when } = outlook({ patience: 60 });
    when(name, { hang: true });
    assert.equal((await insert(host)).code, "timeout");
    assert.ok(message.calls.filter((one) => one === name).length <= 1, "nothing is called twice");
  });

  test(`a call that fails is said, and nothing follows it: ${name}`, async () => {
    const { host, message, when } = outlook();
    when(name, { code: 9041 });
    assert.equal((await insert(host)).code, "unexpected");
    assert.equal(message.body, SIGNATURE);
  });
}

test("a mailbox that lets no add-in write is said to be one that cannot be filled in", async () => {
  const { host, when } = outlook();
  when("to.add", { code: 9038 });
  assert.equal((await insert(host)).code, "cannot");
});

test("answers that come in another order go where they belong", async () => {
  const { host, when } = outlook({ begun: { to: letter.to, bcc: ["c@x.example"], body: "" } });
  when("to.get", { milliseconds: 40 });
  when("cc.get", { milliseconds: 20 });
  assert.deepEqual(await host.recipients(signal), { done: true, window: "message-0", to: letter.to, cc: [], bcc: ["c@x.example"] });
});

test("never more than three calls are under way, whoever asks", async () => {
  const { host, when } = outlook();
  for (const field of ["to", "cc", "bcc"]) when(`${field}.get`, { milliseconds: 20 });
  const all = await Promise.all([host.recipients(signal), host.recipients(signal), host.recipients(signal)]);
  assert.deepEqual(all.map(({ done }) => done), [true, true, true]);
});

test("calls that got no answer keep their place, until they come back or count as lost", async () => {
  const call = threeAtATime(50);
  const late = () => AbortSignal.timeout(10);
  const hung = [];
  for (let number = 0; number < 3; number += 1) await assert.rejects(awake(call(late(), (done) => hung.push(done))), { code: "timeout" });
  await assert.rejects(awake(call(late(), () => assert.fail("a fourth was made"))), { code: "timeout" });
  hung[0]({ status: "succeeded" });
  hung[0]({ status: "succeeded" });
  const make = (done) => done({ status: "succeeded", value: 4 });
  assert.equal(await call(signal, make), 4);
  assert.deepEqual(await awake(Promise.all([call(signal, make), call(signal, make)])), [4, 4]);
});

test("an older Outlook without reading the text says that it cannot", async () => {
  const { host } = outlook({ sets: { Mailbox: "1.2" } });
  assert.equal((await insert(host)).code, "cannot");
});

test("another message in front, before or while it goes in, gets nothing more of the letter", async () => {
  const before = outlook();
  const expected = await before.host.recipients(signal);
  before.office.happens("ItemChanged");
  assert.equal((await before.host.insert(letter, signal, { expected, replace: false })).code, "moved");
  const during = outlook();
  during.when("subject.set", { before: () => during.office.happens("ItemChanged") });
  assert.equal((await insert(during.host)).code, "moved");
  assert.deepEqual([before.message.body, during.message.body], [SIGNATURE, SIGNATURE]);
});

test("Outlook's own word that the message changed is understood", async () => {
  const { host, when } = outlook({ sets: { Mailbox: "1.4" } });
  when("body.prepend", { code: 9030 });
  assert.equal((await insert(host)).code, "moved");
});

test("while a message is read, or none is there, nothing is inserted", async () => {
  for (const mode of ["read", "none"]) assert.equal((await outlook({ mode }).host.recipients(signal)).code, "no_window");
});

test("a message that somebody began, or that goes elsewhere, is not filled by Open", async () => {
  for (const begun of [{ subject: "Lunch?" }, { to: ["other@x.example"] }]) {
    assert.equal((await outlook({ begun }).host.open(letter, signal)).code, "not_fresh");
  }
});

test("beside a message that is read, Open shows a new one, and does not claim to have read it", async () => {
  const { host, message } = outlook({ mode: "read" });
  assert.deepEqual(await host.open(letter, signal), { done: false, code: "displayed" });
  const { to: toRecipients, cc: ccRecipients, subject, html: htmlBody } = letter;
  assert.deepEqual(message.shown, [{ toRecipients, ccRecipients, subject, htmlBody }]);
});

test("a letter too long for that opens without its text, and is to be copied", async () => {
  const { host, message } = outlook({ mode: "read" });
  const long = { ...letter, html: "ы".repeat(20_000) };
  assert.equal((await host.open(long, signal)).code, "opened_only");
  assert.equal("htmlBody" in message.shown[0], false);
});

test("an Outlook that cannot show one opens it by its link, in a window of the system where there is one", async () => {
  const opened = [];
  const own = { open: (link) => void opened.push(link), document: { addEventListener: () => undefined, execCommand: () => false }, navigator: {} };
  const old = outlook({ mode: "read", sets: { Mailbox: "1.8" }, own });
  assert.equal((await old.host.open(letter, signal)).code, "opened_only");
  const desktop = outlook({ mode: "read", sets: { Mailbox: "1.8", OpenBrowserWindowApi: "1.1" }, own });
  desktop.office.context.ui.openBrowserWindow = (link) => void opened.push(`system ${link}`);
  await desktop.host.open(letter, signal);
  assert.deepEqual(opened.map((link) => link.includes("deeplink/compose?&to=callum%40ashdown.example")), [true, true]);
  assert.ok(opened[1].startsWith("system https://outlook.office.com/"));
});

test("the four looks of Office are light or dark, and what is no colour says nothing", () => {
  assert.deepEqual(["#FFFFFF", "#F0F0F0", "#666666", "#262626", "#0a0a0a", "", "red"].map(lookOf), ["light", "light", "dark", "dark", "dark", "", ""]);
});

test("over Microsoft's own mock of Outlook it finds the same members by the same names", async () => {
  const { message, host } = messageInMemory({ body: SIGNATURE });
  const ours = makeOffice({ mode: "compose" }, host);
  const { item } = ours.context.mailbox;
  const data = { EventType: ours.EventType, context: { mailbox: { item }, requirements: ours.context.requirements } };
  const mock = new OfficeMockObject(data, OfficeApp.Outlook);
  const outcome = await awake(openAndInsert(letter, officeHost(mock, {}, 400), no, signal));
  assert.deepEqual(outcome.confirmed, WHOLE);
  assert.equal(message.body, letter.html + SIGNATURE);
});
