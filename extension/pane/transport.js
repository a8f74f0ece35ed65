import { Unreachable, problemFrom } from "./problem.js";

/**
 * How the pane reaches the server: with the page's cookie, or with a bearer token (extension, Outlook). Replaceable.
 *
 * @typedef {{body?: unknown, etag?: string, signal?: AbortSignal}} Ask
 * @typedef {{status: number, body: any, etag: string, at: number}} Answer
 *   `body` is undefined for "not modified"; `at` is the server's own clock in milliseconds, or NaN.
 * @typedef {object} Transport
 * @property {(method: string, path: string, ask?: Ask) => Promise<Answer>} request throws Problem or Unreachable
 * @property {(csrf: string) => void} remember keeps the token that the session answer carries
 */

const PATIENCE_MS = 10_000;

/** The server refuses, in words, a pane that is older than what it understands. Raised when the calls change. */
const PANE = "1";

/**
 * @param {string} base such as `/api/v1`
 * @param {typeof fetch} [fetcher]
 * @returns {Transport}
 */
export function cookieTransport(base, fetcher = (input, init) => fetch(input, init)) {
  let csrf = "";
  return {
    remember: (token) => void (csrf = token),
    request: (method, path, ask = {}) => {
      const headers = headersFor(ask);
      if (method !== "GET") headers.set("X-CSRF-Token", csrf);
      return exchange(fetcher, base + path, method, headers, "same-origin", ask);
    },
  };
}

/**
 * @param {string} base such as `https://segue.example/api/v1`
 * @param {(signal?: AbortSignal) => Promise<string>} getToken
 * @param {typeof fetch} [fetcher]
 * @returns {Transport}
 */
export function bearerTransport(base, getToken, fetcher = (input, init) => fetch(input, init)) {
  return {
    remember: () => undefined,
    request: async (method, path, ask = {}) => {
      const headers = headersFor(ask);
      headers.set("Authorization", `Bearer ${await getToken(ask.signal)}`);
      return exchange(fetcher, base + path, method, headers, "omit", ask);
    },
  };
}

/** @param {Ask} ask */
function headersFor(ask) {
  const headers = new Headers({ Accept: "application/json, application/problem+json", "X-Segue-Pane": PANE });
  if (ask.body !== undefined) headers.set("Content-Type", "application/json");
  if (ask.etag) headers.set("If-None-Match", ask.etag);
  return headers;
}

/**
 * @param {typeof fetch} fetcher
 * @param {string} address
 * @param {string} method
 * @param {Headers} headers
 * @param {RequestCredentials} credentials
 * @param {Ask} ask
 * @returns {Promise<Answer>}
 */
async function exchange(fetcher, address, method, headers, credentials, ask) {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const signal = ask.signal ? AbortSignal.any([ask.signal, patience]) : patience;
  const body = ask.body === undefined ? undefined : JSON.stringify(ask.body);
  try {
    const response = await fetcher(address, { method, headers, body, credentials, signal, cache: "no-store" });
    return await answerIn(response);
  } catch (failure) {
    if (ask.signal?.aborted || !isTransportFailure(failure)) throw failure;
    throw new Unreachable(patience.aborted ? "timeout" : "unreachable");
  }
}

/** @param {unknown} failure a lost connection is a TypeError, a lost patience a DOMException */
function isTransportFailure(failure) {
  return failure instanceof TypeError || failure instanceof DOMException;
}

/** @param {Response} response @returns {Promise<Answer>} */
async function answerIn(response) {
  const etag = response.headers.get("ETag") ?? "";
  const at = Date.parse(response.headers.get("Date") ?? "");
  if (response.status === 304) return { status: 304, body: undefined, etag, at };
  const body = await response.json().catch((failure) => {
    if (failure instanceof SyntaxError) throw problemFrom(null, response.status);
    throw failure;
  });
  if (!response.ok) throw problemFrom(body, response.status);
  return { status: response.status, body, etag, at };
}
