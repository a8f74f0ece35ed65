/** @import { Host } from "./types.js" */
import { clipboardHost } from "../hosts/clipboard.js";
import { practiceHost } from "../hosts/practice.js";
import { startPane } from "./pane.js";
import { cookieTransport } from "./transport.js";

/** The pane starts: as a page of the server, or in the extension's panel, which brings its own sign-in and host. */

/** @type {Record<string, (own: Window & typeof globalThis) => Host>} */
const HOSTS = { clipboard: clipboardHost, practice: practiceHost };

const leaving = new AbortController();
// pageshow after a Back brings the same page again, so only a page that is really gone stops.
addEventListener("pagehide", (event) => event.persisted || leaving.abort(), { signal: leaving.signal });

if (location.protocol.endsWith("-extension:")) {
  // Only the extension has this file: pages of the server never ask for it.
  void import("../panel/panel.js").then(({ startInPanel }) => startInPanel(leaving.signal));
} else {
  startInPage(new URLSearchParams(location.search));
}

/** Signed in by cookie, the host named in the address. @param {URLSearchParams} address */
function startInPage(address) {
  const named = address.get("host") ?? "clipboard";
  const makeHost = Object.hasOwn(HOSTS, named) ? HOSTS[named] : clipboardHost;
  void startPane({
    transport: cookieTransport("/api/v1"),
    host: makeHost(window),
    signal: leaving.signal,
    departure: address.get("departure") ?? "",
  });
}
