/**
 * Where this person's Segue is: the company's policy says it, or the person types it once.
 */

const KEY = "backend";

/** @returns {Promise<{address: string, byPolicy: boolean}>} `address` is "" while nobody said it */
export async function backend() {
  // Firefox refuses the question where no policy is set.
  const managed = await chrome.storage.managed.get(KEY).catch(() => null);
  const told = checkedAddress(String(managed?.[KEY] ?? ""));
  if (told) return { address: told, byPolicy: true };
  const typed = (await chrome.storage.local.get(KEY))[KEY];
  return { address: checkedAddress(String(typed ?? "")), byPolicy: false };
}

/** @param {string} address as checkedAddress returned it */
export async function rememberBackend(address) {
  await chrome.storage.local.set({ [KEY]: address });
}

/**
 * Return an address in the form in which it is kept, "" for one that cannot be a Segue: https, or this machine.
 *
 * @param {string} typed
 */
export function checkedAddress(typed) {
  const text = typed.trim();
  const whole = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  if (!text || !URL.canParse(whole)) return "";
  const { protocol, hostname, username, password, origin, pathname, search, hash } = new URL(whole);
  const here = hostname === "localhost" || hostname === "127.0.0.1";
  const plain = !username && !password && !search && !hash && (here || hostname.includes("."));
  if (!plain || !(protocol === "https:" || (protocol === "http:" && here))) return "";
  return origin + pathname.replace(/\/+$/, "");
}

/**
 * Ask the person to let the extension reach the address. Call it straight from a click.
 *
 * @param {string} address
 * @returns {Promise<boolean>}
 */
export function allowed(address) {
  return chrome.permissions.request({ origins: [originOf(address)] });
}

/** @param {string} address @returns {Promise<boolean>} */
export function isAllowed(address) {
  return chrome.permissions.contains({ origins: [originOf(address)] });
}

/** A pattern of permissions knows no port. @param {string} address */
function originOf(address) {
  const { protocol, hostname } = new URL(address);
  return `${protocol}//${hostname}/*`;
}
