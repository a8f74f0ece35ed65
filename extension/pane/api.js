/** @import { CallOutcome, LetterCard, Part, Queue, Session, Status, StatusChange, TestCopy } from "./types.js" */
/** @import { Transport } from "./transport.js" */
/** @import { Held, HeldAnswers } from "./held.js" */
import { hold } from "./held.js";

/** What the pane says, some of it in the words of the pages. */
const TEXTS = "pane,queue,calls,reading.gist,clients.no_company,letter.second";

/**
 * The server's calls by their names. Every one throws Problem or Unreachable.
 *
 * @typedef {ReturnType<typeof apiOver>} Api
 */

/**
 * @param {Transport} transport
 * @param {() => number} clock milliseconds that only ever grow
 */
export function apiOver(transport, clock) {
  return {
    /** @param {string} departure which one the pane is about, "" for the first @param {AbortSignal} signal @returns {Promise<Session>} */
    async session(departure, signal) {
      const path = departure ? `/session?${new URLSearchParams({ departure })}` : "/session";
      const { body } = await transport.request("GET", path, { signal });
      transport.remember(body.csrf);
      return body;
    },

    /** @param {AbortSignal} signal @returns {Promise<Record<string, string>>} */
    async texts(signal) {
      return (await transport.request("GET", `/texts?prefix=${TEXTS}`, { signal })).body;
    },

    /**
     * Return null when nothing changed since `etag`.
     *
     * @param {string} departure
     * @param {{part: Part, query: string, later: readonly string[], offset: number, limit: number}} page
     * @param {string} etag
     * @param {AbortSignal} signal
     * @returns {Promise<{queue: Queue, etag: string} | null>}
     */
    async queue(departure, { part, query, later, offset, limit }, etag, signal) {
      const search = new URLSearchParams({ part, q: query, later: later.join(), offset: String(offset), limit: String(limit) });
      const path = `/departures/${encodeURIComponent(departure)}/queue?${search}`;
      const answer = await transport.request("GET", path, { etag, signal });
      return answer.status === 304 ? null : { queue: answer.body, etag: answer.etag };
    },

    /** @param {string} id @param {AbortSignal} signal @returns {Promise<LetterCard>} */
    async letter(id, signal) {
      return (await transport.request("GET", `/letters/${encodeURIComponent(id)}`, { signal })).body;
    },

    /**
     * Have the letter handed out: its bytes may be inserted for ten minutes.
     *
     * @param {string} id
     * @param {boolean} again although it stands in a Drafts folder
     * @param {AbortSignal} signal
     * @returns {Promise<Held>}
     */
    async open(id, again, signal) {
      const asked = clock();
      const path = `/letters/${encodeURIComponent(id)}/open${again ? "?again=true" : ""}`;
      const answer = await transport.request("POST", path, { body: {}, signal });
      return hold(answer.body, asked, answer.at);
    },

    /** The letter marked as a test, to oneself. @param {string} id @param {AbortSignal} signal @returns {Promise<TestCopy>} */
    async testCopy(id, signal) {
      const path = `/letters/${encodeURIComponent(id)}/test-copy`;
      return (await transport.request("POST", path, { body: { to: "me" }, signal })).body;
    },

    /**
     * Have the answers to a client handed out, as the letter is.
     *
     * @param {string} id
     * @param {AbortSignal} signal
     * @returns {Promise<HeldAnswers>}
     */
    async replies(id, signal) {
      const asked = clock();
      const answer = await transport.request("POST", `/letters/${encodeURIComponent(id)}/replies`, { body: {}, signal });
      return hold(answer.body, asked, answer.at);
    },

    /**
     * @param {string} id
     * @param {{status: Status, expected: Status, reason: string}} said `expected` is what the person had before him: a
     *   late click takes back nothing that was said elsewhere
     * @param {AbortSignal} signal
     * @returns {Promise<StatusChange>}
     */
    async mark(id, said, signal) {
      const path = `/letters/${encodeURIComponent(id)}/status`;
      return (await transport.request("PUT", path, { body: said, signal })).body;
    },

    /** @param {string} id @param {{outcome: CallOutcome, note: string}} said @param {AbortSignal} signal @returns {Promise<{id: string}>} */
    async logCall(id, said, signal) {
      return (await transport.request("POST", `/letters/${encodeURIComponent(id)}/calls`, { body: said, signal })).body;
    },

    /** @param {string} call @param {AbortSignal} signal */
    async withdrawCall(call, signal) {
      await transport.request("POST", `/calls/${encodeURIComponent(call)}/withdraw`, { body: {}, signal });
    },
  };
}
