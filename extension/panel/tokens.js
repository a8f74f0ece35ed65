import { Unreachable, problemFrom } from "../pane/problem.js";
import { forgetKept } from "./kept.js";

/**
 * The two tokens of this browser: a short one for calls, kept while the browser runs, and one that brings the next.
 *
 * The second is good for one use: the server takes a second use for theft and ends both. So whoever renews holds a lock,
 * and what came back is kept before it is used.
 *
 * @typedef {{access_token: string, expires_in: number, refresh_token: string}} TokenAnswer
 */

const ACCESS = "access";
const RENEWAL = "renewal";
const EARLY_MS = 30_000;
const PATIENCE_MS = 10_000;

/** The browser is not signed in any more; the person connects it again. */
export class SignedOut extends Error {}

/** @param {string} address @param {TokenAnswer} answer */
export async function keepTokens(address, answer) {
  await chrome.storage.local.set({ [RENEWAL]: { address, token: answer.refresh_token } });
  const until = Date.now() + answer.expires_in * 1000 - EARLY_MS;
  await chrome.storage.session.set({ [ACCESS]: { address, token: answer.access_token, until } });
}

async function forgetTokens() {
  await forgetKept();
  await chrome.storage.session.remove(ACCESS);
  await chrome.storage.local.remove(RENEWAL);
}

/**
 * End the tokens on the server and here. Without the server they are forgotten here alone, and end there by their age.
 *
 * @param {string} address
 * @param {typeof fetch} fetcher
 */
export async function endTokens(address, fetcher) {
  const kept = (await chrome.storage.local.get(RENEWAL))[RENEWAL];
  await forgetTokens();
  if (kept?.address !== address) return;
  const body = new URLSearchParams({ client_id: "segue-extension", token: kept.token });
  const signal = AbortSignal.timeout(PATIENCE_MS);
  await fetcher(`${address}/oauth/revoke`, { method: "POST", body, credentials: "omit", signal }).catch(() => null);
}

/** @param {string} address @returns {Promise<boolean>} */
export async function hasTokens(address) {
  return (await chrome.storage.local.get(RENEWAL))[RENEWAL]?.address === address;
}

/**
 * Return a token for a call, renewed where the kept one is old or, with `refused`, was refused.
 *
 * @param {string} address
 * @param {typeof fetch} fetcher
 * @param {string} [refused] the token that the server did not take
 * @returns {Promise<string>} throws SignedOut; Problem or Unreachable as `askForTokens` does
 */
export async function accessToken(address, fetcher, refused = "") {
  const kept = await keptToken(address, refused);
  if (kept) return kept;
  return navigator.locks.request("segue-tokens", async () => {
    // Another panel may have renewed while this one waited.
    return (await keptToken(address, refused)) || (await renewed(address, fetcher));
  });
}

/** @param {string} address @param {string} refused */
async function keptToken(address, refused) {
  const kept = (await chrome.storage.session.get(ACCESS))[ACCESS];
  // A clock that was put back makes a token look young: the server's refusal settles it.
  const usable = kept?.address === address && kept.token !== refused && Date.now() < kept.until;
  return usable ? String(kept.token) : "";
}

/** @param {string} address @param {typeof fetch} fetcher */
async function renewed(address, fetcher) {
  const kept = (await chrome.storage.local.get(RENEWAL))[RENEWAL];
  if (kept?.address !== address) throw new SignedOut();
  const answer = await askForTokens(address, "/oauth/token", { grant_type: "refresh_token", refresh_token: kept.token }, fetcher);
  if (answer === null) {
    await forgetTokens();
    throw new SignedOut();
  }
  await keepTokens(address, answer);
  return answer.access_token;
}

/**
 * Ask the server for tokens; null when it refuses what was given.
 *
 * @param {string} address
 * @param {string} path
 * @param {Record<string, string>} said
 * @param {typeof fetch} fetcher
 * @returns {Promise<TokenAnswer | null>} throws Unreachable; Problem when it is not about what was given: 426, 429, 5xx
 */
export async function askForTokens(address, path, said, fetcher) {
  const body = new URLSearchParams({ client_id: "segue-extension", ...said });
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const asking = fetcher(address + path, { method: "POST", body, credentials: "omit", cache: "no-store", signal });
  const response = await asking.catch(() => Promise.reject(new Unreachable(signal.aborted ? "timeout" : "unreachable")));
  const answer = await response.json().catch(() => null);
  if (response.ok && answer?.access_token && answer.refresh_token) return answer;
  if ([400, 401, 422].includes(response.status)) return null;
  throw Object.assign(problemFrom(answer, response.status), { waitSeconds: waitIn(response) });
}

/** How long the server asks to wait, 0 where it does not say. @param {Response} response */
function waitIn(response) {
  const said = response.headers.get("Retry-After") ?? "";
  return /^\d{1,6}$/.test(said) ? Number(said) : 0;
}
