import { SignedOut, accessToken, askForTokens, keepTokens } from "../panel/tokens.js";
import { textsIn } from "../pane/texts.js";
import { Unreachable } from "../pane/problem.js";
import { askToConnect } from "./connecting.js";
import { codeFromDialog } from "./dialog.js";
import { nestedTokens } from "./nested.js";

/** @import { NestedTokens, Registered } from "./nested.js" */

/**
 * The token for each call, by whichever way this Outlook has: Outlook's own sign-in, else a window, else a code.
 *
 * @typedef {(code: string) => Promise<boolean>} Connect
 * @typedef {Registered & {locale: string, texts: Record<string, string>}} OutlookSettings
 */

const PATIENCE_MS = 10_000;

/**
 * @param {OfficeApi} office
 * @param {Window & typeof globalThis} own
 * @param {typeof fetch} fetcher
 * @param {AbortSignal} signal
 * @returns {(refused?: string, again?: boolean) => Promise<string>} `refused` is the token that the server did not take,
 *   `again` whether it was a new one; one question at a time; throws Unreachable
 */
export function outlookTokens(office, own, fetcher, signal) {
  const address = own.location.origin;
  /** @type {Promise<{settings: OutlookSettings, nested: NestedTokens | null}> | null} */
  let ways = null;
  const known = () => (ways ??= find().catch((failure) => ((ways = null), Promise.reject(failure))));
  const find = async () => {
    const settings = await settingsOf(fetcher);
    const nested = await nestedTokens(office, settings, library).catch(() => null);
    return { settings, nested };
  };
  let served = false;
  /** @type {Promise<string> | null} */
  let asking = null;
  /** @param {string} refused @param {boolean} again */
  const ask = async (refused, again) => {
    const found = await known();
    if (again) found.nested = null; // what Outlook gives is never taken here: then by code
    if (!found.nested) return byCode(found.settings, refused);
    try {
      const token = await found.nested(refused);
      served = true;
      return token;
    } catch {
      if (served) throw new Unreachable("unreachable"); // it did before, and will again
      found.nested = null; // it never did here: then by code, which the person can do himself
      return byCode(found.settings, refused);
    }
  };
  /** @param {OutlookSettings} settings @param {string} refused @returns {Promise<string>} */
  const byCode = async (settings, refused) => {
    try {
      return await accessToken(address, fetcher, refused);
    } catch (failure) {
      if (!(failure instanceof SignedOut)) throw failure;
      const { say } = textsIn(settings.texts, settings.locale);
      await askToConnect(say, address, { window: () => codeFromDialog(office, own), code: pair }, signal);
      return byCode(settings, "");
    }
  };
  /** @type {Connect} */
  const pair = async (code) => {
    const said = { code: code.replace(/[\s-]/g, "").toUpperCase(), name: "Outlook" };
    const answer = await askForTokens(address, "/oauth/pair", said, fetcher);
    if (answer) await keepTokens(address, answer);
    return answer !== null;
  };
  return (refused = "", again = false) => (asking ??= ask(refused, again).finally(() => (asking = null)));
}

/** @param {typeof fetch} fetcher @returns {Promise<OutlookSettings>} */
async function settingsOf(fetcher) {
  const response = await fetcher("/outlook/settings", { credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
  if (!response?.ok) throw new Unreachable(response && response.status >= 500 ? "failing" : "unreachable", response?.status);
  return response.json();
}

/** It is no module: it puts what it has where every script finds it. @returns {Promise<MsalLibrary>} */
async function library() {
  await import("/static/vendor/msal-browser.min.js");
  if (!globalThis.msal) throw new Error("msal");
  return globalThis.msal;
}
