import { clipboardHost } from "../hosts/clipboard.js";
import { officeHost } from "../hosts/office.js";
import { startPane } from "../pane/pane.js";
import { bearerTransport, cookieTransport } from "../pane/transport.js";
import { renewing } from "./renewing.js";
import { keepHere } from "./storage.js";
import { followTheme } from "./theme.js";
import { outlookTokens } from "./tokens.js";

/** The pane as Outlook's add-in: signed in by token, its host the message beside it. */

const READY_MS = 10_000;
const LANGUAGE = "X-Segue-Language";

const leaving = new AbortController();
addEventListener("pagehide", (event) => event.persisted || leaving.abort(), { signal: leaving.signal });
const departure = new URLSearchParams(location.search).get("departure") ?? "";
const office = await readyOffice(globalThis.Office);
void (office ? startInOutlook(office) : startOutside());

/**
 * Office.js, once Outlook answered; null in a plain browser, or where Microsoft's script did not come.
 *
 * @param {OfficeApi | undefined} api
 * @returns {Promise<OfficeApi | null>}
 */
function readyOffice(api) {
  if (!api) return Promise.resolve(null);
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), READY_MS);
    api.onReady(({ host }) => resolve(host ? api : null));
  });
}

/** @param {OfficeApi} api */
function startInOutlook(api) {
  const language = api.context.displayLanguage ?? "";
  followTheme(api, document.documentElement);
  keepHere(window);
  const fetcher = speaking(language);
  const token = outlookTokens(api, window, fetcher, leaving.signal);
  return startPane({
    transport: bearerTransport("/api/v1", () => token(), renewing(fetcher, token)),
    host: officeHost(api, window),
    signal: leaving.signal,
    departure,
    languages: language ? [language, ...navigator.languages] : navigator.languages,
  });
}

/** A page like any other: by its cookie, and what Outlook would do is done by hand. */
function startOutside() {
  return startPane({ transport: cookieTransport("/api/v1"), host: clipboardHost(window), signal: leaving.signal, departure });
}

/** Calls that say which language Outlook speaks. @param {string} language @returns {typeof fetch} */
function speaking(language) {
  return (input, init = {}) => {
    const headers = new Headers(init.headers);
    if (/^[\w-]{2,35}$/.test(language)) headers.set(LANGUAGE, language);
    return fetch(input, { ...init, headers });
  };
}
