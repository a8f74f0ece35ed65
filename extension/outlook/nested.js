import { isSupported } from "../hosts/office.js";

/**
 * Signing in as who is signed in to Outlook anyway: it asks Microsoft for a token of this installation's own API
 * (nested app authentication, learn.microsoft.com/office/dev/add-ins/develop/enable-nested-app-authentication-in-your-add-in).
 *
 * @typedef {{client_id: string, authority: string, scope: string}} Registered how this installation is known at Microsoft
 * @typedef {(refused: string) => Promise<string>} NestedTokens `refused` is the token that the server did not take, or ""
 */

const SILENT_MS = 10_000;
const ASKING_MS = 120_000;

/**
 * @param {OfficeApi} office
 * @param {Registered} registered
 * @param {() => Promise<MsalLibrary>} load Microsoft's library, which is large and of use for this alone
 * @returns {Promise<NestedTokens | null>} null where this Outlook or this installation has no such thing
 */
export async function nestedTokens(office, { client_id, authority, scope }, load) {
  if (!client_id || !scope || !isSupported(office, "NestedAppAuth", "1.1")) return null;
  // Without Outlook's bridge the library would open windows of its own at Microsoft, which this page lets nobody do.
  if (!("nestedAppAuthBridge" in globalThis)) return null;
  const auth = { clientId: client_id, authority };
  const settings = { auth, cache: { cacheLocation: "memoryStorage" } };
  const made = load().then((library) => library.createNestablePublicClientApplication(settings));
  const application = await within(SILENT_MS, made);
  return async (refused) => {
    const request = { scopes: [scope], forceRefresh: refused !== "" };
    const silent = within(SILENT_MS, application.acquireTokenSilent(request));
    const answer = await silent.catch(() => within(ASKING_MS, application.acquireTokenPopup(request)));
    return answer.accessToken;
  };
}

/** Outlook's bridge may never answer. @template T @param {number} milliseconds @param {Promise<T>} work @returns {Promise<T>} */
function within(milliseconds, work) {
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("timeout")), milliseconds));
  return Promise.race([work, /** @type {Promise<never>} */ (late)]);
}
