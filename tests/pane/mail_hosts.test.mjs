import assert from "node:assert/strict";
import { test } from "node:test";
import { gmailHost, gmailLink } from "../../extension/hosts/gmail.js";
import { mailHost } from "../../extension/hosts/mail.js";
import { outlookLink } from "../../extension/hosts/outlook_web.js";
import { chosen, inTime, tabsInFront } from "../../extension/hosts/tabs.js";

const letter = { id: "one", to: ["giulia+x@rossi.example"], cc: ["boss@lumen.example"], subject: "News & more: 50 % done" };
const signal = new AbortController().signal;
const here = { done: true, window: "message-1", to: [], cc: [], bcc: [] };

/** A browser whose tabs answer as they are told to. */
function fakeBrowser(tabs, answer) {
  const browser = { opened: [], asked: [], injected: [] };
  const fits = (tab, wanted) =>
    wanted.url.some((pattern) => tab.url.startsWith(pattern.slice(0, -1))) &&
    (wanted.active === undefined || tab.active === wanted.active) &&
    (wanted.currentWindow === undefined || tab.own === wanted.currentWindow) &&
    (wanted.windowType === undefined || (tab.type ?? "normal") === wanted.windowType);
  browser.tabs = {
    query: async (wanted) => tabs.filter((tab) => fits(tab, wanted)),
    create: async ({ url }) => (browser.opened.push(url), { id: 99, url }),
  };
  browser.permissions = { contains: async ({ origins }) => !origins.some((one) => browser.closed?.includes(one)) };
  browser.scripting = {
    executeScript: async ({ target, files, args }) => {
      if (files) return void browser.injected.push(target.tabId);
      browser.asked.push([target.tabId, ...args]);
      return [{ result: await answer(target.tabId, ...args) }];
    },
  };
  return browser;
}
const GMAIL = { id: 1, url: "https://mail.google.com/mail/u/1/#inbox", active: true, own: true };
const POPPED = { id: 2, url: "https://mail.google.com/mail/u/1/?ui=2", active: true, own: false, type: "popup" };
const ELSEWHERE = { id: 3, url: "https://mail.google.com/mail/u/0/", active: false, own: true };
const OUTLOOK = { id: 4, url: "https://outlook.live.com/mail/0/", active: true, own: false };
const seen = (count, pointed = 0, front = here) => ({ count, pointed, front });
/** Waiting alone does not keep Node awake. */
const awake = (work) => {
  const timer = setTimeout(() => undefined, 20_000);
  return work.finally(() => clearTimeout(timer));
};

test("a link to Gmail names the account, To, Cc and subject, and nothing of the letter", () => {
  const link = new URL(gmailLink({ ...letter, text: "secret", html: "secret" }, GMAIL.url));
  assert.equal(link.pathname, "/mail/u/1/");
  const fields = { view: "cm", fs: "1", tf: "1", to: letter.to[0], su: letter.subject, cc: letter.cc[0] };
  assert.deepEqual(Object.fromEntries(link.searchParams), fields);
});

test("a shared mailbox stays the one that is written from", () => {
  assert.ok(gmailLink(letter, "https://mail.google.com/mail/b/AbC-9/u/1/#inbox").startsWith("https://mail.google.com/mail/b/AbC-9/?"));
});

test("an account is only taken from Gmail's own address", () => {
  assert.ok(gmailLink(letter, "https://evil.example/mail/u/7/").startsWith("https://mail.google.com/mail/?"));
});

test("a link to Outlook goes where the tab is, and writes spaces as browsers do not confuse them", () => {
  const link = outlookLink(letter, OUTLOOK.url);
  assert.ok(link.startsWith("https://outlook.live.com/mail/0/deeplink/compose?"));
  assert.ok(link.includes("subject=News%20%26%20more"));
  assert.ok(outlookLink(letter, "https://outlook.evil.example/mail/").startsWith("https://outlook.office.com/mail/deeplink/"));
});

test("a link stays under 4,000 characters: what does not fit is filled in later", () => {
  const many = { ...letter, cc: Array.from({ length: 200 }, (_, number) => `somebody.${number}@lumen.example`) };
  for (const link of [gmailLink(many, ""), outlookLink(many, "")]) {
    assert.ok(link.length < 4000);
    assert.ok(link.includes("giulia%2Bx%40rossi.example"));
    assert.ok(!link.includes("cc="));
  }
});

test("tabs beside the pane and windows that popped out come before all others", async () => {
  const ids = async (...tabs) => (await tabsInFront(fakeBrowser(tabs), ["https://mail.google.com/*"])).map(({ id }) => id);
  assert.deepEqual(await ids(GMAIL, POPPED, ELSEWHERE, OUTLOOK), [1, 2]);
  assert.deepEqual(await ids(POPPED, ELSEWHERE), [2]);
  assert.deepEqual(await ids(ELSEWHERE), [3]);
  assert.deepEqual(await ids(OUTLOOK), []);
});

test("of several tabs with messages, the one that the person went to last is meant, or none", () => {
  const answers = (...pairs) => pairs.map(([tab, count, pointed]) => ({ tab, seen: seen(count, pointed) }));
  assert.equal(chosen(answers([1, 0, 0], [2, 1, 0]))?.tab, 2);
  assert.equal(chosen(answers([1, 1, 0], [2, 1, 0])), null);
  assert.equal(chosen(answers([1, 1, 5], [2, 1, 9]))?.tab, 2);
});

test("asked which message is meant, the tabs begin to watch", async () => {
  const browser = fakeBrowser([GMAIL, POPPED], (_tab, verb) => (verb === "read" ? seen(1) : null));
  assert.deepEqual(await gmailHost(browser).recipients(signal), { done: false, code: "which_window" });
  assert.deepEqual(browser.asked.filter(([, verb]) => verb === "watch").map(([tab]) => tab), [1, 2]);
});

test("a message is named by its tab, and inserted there", async () => {
  const browser = fakeBrowser([GMAIL], (_tab, verb) => (verb === "read" ? seen(1) : { done: true, confirmed: {} }));
  const host = gmailHost(browser);
  const expected = await host.recipients(signal);
  assert.equal(expected.window, "1/message-1");
  await host.insert(letter, signal, { expected, replace: false });
  const [tab, verb, said] = browser.asked.at(-1);
  assert.deepEqual([tab, verb, said.window], [1, "insert", "message-1"]);
});

test("a tab that may not be read is said to be closed to the extension", async () => {
  const browser = fakeBrowser([GMAIL]);
  browser.scripting.executeScript = async () => {
    throw new Error("Cannot access contents of the page");
  };
  assert.deepEqual(await gmailHost(browser).recipients(signal), { done: false, code: "no_access" });
});

test("a page that answers nothing is not believed", async () => {
  assert.deepEqual(await gmailHost(fakeBrowser([GMAIL], () => undefined)).recipients(signal), { done: false, code: "unexpected" });
});

test("a page that does not answer is given up", async () => {
  const never = fakeBrowser([GMAIL], () => new Promise(() => undefined));
  assert.deepEqual(await awake(gmailHost(never, 400).recipients(signal)), { done: false, code: "timeout" });
  assert.deepEqual(await inTime(new Promise(() => undefined), AbortSignal.abort()), { done: false, code: "timeout" });
});

test("a message that a link opened is read where it was opened, once", async () => {
  const answers = { fresh: null, arrived: { window: "message-7", addressed: true }, read: seen(1, 0, { ...here, window: "message-7" }) };
  const browser = fakeBrowser([GMAIL], (_tab, verb) => answers[verb]);
  const host = gmailHost(browser);
  assert.deepEqual(await awake(host.open(letter, signal)), { done: true });
  assert.equal(browser.opened.length, 1);
  assert.equal((await host.recipients(signal)).window, "99/message-7");
  assert.equal((await host.recipients(signal)).window, "1/message-7");
});

test("a message that does not come in time is not claimed", async () => {
  const browser = fakeBrowser([GMAIL], () => null);
  assert.deepEqual(await awake(gmailHost(browser, 500).open(letter, signal)), { done: false, code: "link_only" });
});

test("the mail program beside the panel is taken, else the only one, else none", async () => {
  const answer = () => seen(1);
  const read = async (...tabs) => mailHost(fakeBrowser(tabs, answer)).recipients(signal);
  assert.equal((await read(GMAIL, OUTLOOK)).window, "1/message-1");
  assert.equal((await read(OUTLOOK)).window, "4/message-1");
  assert.equal((await read(ELSEWHERE, OUTLOOK)).code, "no_tab");
  assert.equal((await read()).code, "no_tab");
});

test("of pages that the browser closes to the extension it is not said that there are none", async () => {
  const browser = Object.assign(fakeBrowser([], () => null), { closed: ["https://outlook.live.com/*"] });
  assert.equal((await mailHost(browser).recipients(signal)).code, "no_access");
  assert.equal((await mailHost(browser).open(letter, signal)).code, "no_access");
});

test("nothing is inserted in a message that was not read", async () => {
  const host = mailHost(fakeBrowser([GMAIL], () => assert.fail("it asked")));
  assert.deepEqual(await host.insert(letter, signal, { expected: { window: "1/message-1" } }), { done: false, code: "changed" });
});
