import assert from "node:assert/strict";
import { test } from "node:test";
import { asLetter } from "../../extension/pane/answers.js";
import { insertGuarded } from "../../extension/pane/flow.js";
import { abilities } from "../../extension/pane/queue.js";

const answers = {
  id: "a", to: ["giulia@rossi.example"], language: "it", direction: "ltr", expires_at: "2026-09-01T09:10:00Z",
  replies: [
    { id: "reply_where", question: "Where?", text: "Cambio lavoro.", html: "<p>Cambio lavoro.</p>" },
    { id: "reply_who", question: "Who?", text: "Jonas.", html: "<p>Jonas.</p>" },
  ],
};
const signal = new AbortController().signal;
const never = async () => assert.fail("nobody should have been asked");

/** A reply in front of the person, to somebody. */
function replyTo(to, put = []) {
  return {
    name: "fake", put, open: async () => assert.fail("a reply is open already"),
    recipients: async () => ({ done: true, window: "w1", to, cc: [], bcc: [] }),
    insert: async (letter) => (put.push(letter), { done: true, confirmed: { to: true, cc: true, subject: true, body: true } }),
  };
}

test("an answer goes into the reply with the question's own text, and the reply keeps its subject", async () => {
  const host = replyTo(["Giulia@Rossi.example"]);
  assert.equal((await insertGuarded(asLetter(answers, "reply_who"), host, never, signal)).done, true);
  assert.deepEqual(host.put.map(({ text, subject, cc }) => [text, subject, cc]), [["Jonas.", "", []]]);
});

test("an answer to one client never goes into a reply to another", async () => {
  const host = replyTo(["tom@baker.example"]);
  assert.equal((await insertGuarded(asLetter(answers, "reply_who"), host, never, signal)).code, "other_recipient");
  assert.deepEqual(host.put, []);
});

test("answers are there for who was told already, and never for a letter that waits or may not leave", () => {
  assert.equal(abilities({ status: "sent", state: "approved" }, true, false).answer, true);
  assert.equal(abilities({ status: "to_do", state: "waiting" }, true, false).answer, false);
  assert.equal(abilities({ status: "sent", state: "approved" }, false, false).answer, false);
  assert.equal(abilities(null, true, false).answer, false);
});
