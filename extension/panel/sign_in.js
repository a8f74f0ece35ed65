import { Unreachable } from "../pane/problem.js";
import { askForTokens } from "./tokens.js";

/** @import { TokenAnswer } from "./tokens.js" */

/**
 * Connecting this browser: in the browser's own window (code with PKCE, RFC 7636), or by a code that the person types.
 */

/** @returns {boolean} whether this browser can open its own window for it */
export function hasWindow() {
  return chrome.identity !== undefined;
}

/**
 * @param {string} address
 * @param {typeof fetch} [fetcher]
 * @returns {Promise<TokenAnswer | null>} null when the person or the server said no; throws as `askForTokens`
 */
export async function connectByWindow(address, fetcher = (input, init) => fetch(input, init)) {
  const identity = chrome.identity;
  if (!identity) return null;
  const [verifier, state, redirect] = [randomText(), randomText(), identity.getRedirectURL()];
  const question = new URLSearchParams({
    response_type: "code",
    client_id: "segue-extension",
    redirect_uri: redirect,
    code_challenge: await challengeOf(verifier),
    code_challenge_method: "S256",
    state,
  });
  const flow = identity.launchWebAuthFlow({ url: `${address}/oauth/authorize?${question}`, interactive: true });
  const code = codeIn((await flow.catch(closed)) ?? "", redirect, state);
  if (!code) return null;
  const said = { grant_type: "authorization_code", code, redirect_uri: redirect, code_verifier: verifier };
  return askForTokens(address, "/oauth/token", said, fetcher);
}

/** The window was closed, or its page did not come: browsers tell it apart by their own English words alone. @param {unknown} failure */
function closed(failure) {
  if (/could not be loaded|network/i.test(String(failure))) throw new Unreachable("unreachable");
  return "";
}

/**
 * @param {string} address
 * @param {string} code as typed, with or without spaces and dashes
 * @param {typeof fetch} [fetcher]
 */
export function connectByCode(address, code, fetcher = (input, init) => fetch(input, init)) {
  return askForTokens(address, "/oauth/pair", { code: code.replace(/[\s-]/g, "").toUpperCase(), name: browserName() }, fetcher);
}

/**
 * Return the code in the address to which the server sent the window, "" when it is not the answer to this question.
 *
 * @param {string} answered
 * @param {string} redirect
 * @param {string} state
 */
export function codeIn(answered, redirect, state) {
  if (!answered.startsWith(`${redirect}?`) || !URL.canParse(answered)) return "";
  const { searchParams } = new URL(answered);
  return searchParams.get("state") === state ? (searchParams.get("code") ?? "") : "";
}

/** @param {string} verifier @returns {Promise<string>} */
export async function challengeOf(verifier) {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

function randomText() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** @param {Uint8Array} bytes */
function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function browserName() {
  const known = ["Edg/", "Firefox/", "Chrome/"].find((name) => navigator.userAgent.includes(name)) ?? "";
  return { "Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome" }[known] ?? "";
}
