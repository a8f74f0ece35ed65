/** @import { LetterCard, Queue, Session, Status, StatusChange } from "./types.js" */
/** @import { Transport } from "./transport.js" */
/** @import { Held } from "./held.js" */
import { hold } from "./held.js";

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
      return (await transport.request("GET", "/texts?prefix=pane", { signal })).body;
    },

    /**
     * Return null when nothing changed since `etag`.
     *
     * @param {string} departure
     * @param {{query: string, offset: number, limit: number}} page
     * @param {string} etag
     * @param {AbortSignal} signal
     * @returns {Promise<{queue: Queue, etag: string} | null>}
     */
    async queue(departure, { query, offset, limit }, etag, signal) {
      const search = new URLSearchParams({ q: query, offset: String(offset), limit: String(limit) });
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
     * @param {AbortSignal} signal
     * @returns {Promise<Held>}
     */
    async open(id, signal) {
      const asked = clock();
      const answer = await transport.request("POST", `/letters/${encodeURIComponent(id)}/open`, { body: {}, signal });
      return hold(answer.body, asked, answer.at);
    },

    /**
     * @param {string} id
     * @param {Status} status
     * @param {string} reason
     * @param {AbortSignal} signal
     * @returns {Promise<StatusChange>}
     */
    async mark(id, status, reason, signal) {
      const path = `/letters/${encodeURIComponent(id)}/status`;
      return (await transport.request("PUT", path, { body: { status, reason }, signal })).body;
    },
  };
}
