/** @import { Host } from "./types.js" */
import { clipboardHost } from "../hosts/clipboard.js";
import { practiceHost } from "../hosts/practice.js";
import { startPane } from "./pane.js";
import { cookieTransport } from "./transport.js";

/** The pane as a page of the server: signed in by cookie, the host named in the address. */

/** @type {Record<string, (own: Window & typeof globalThis) => Host>} */
const HOSTS = { clipboard: clipboardHost, practice: practiceHost };

const address = new URLSearchParams(location.search);
const named = address.get("host") ?? "clipboard";
const makeHost = Object.hasOwn(HOSTS, named) ? HOSTS[named] : clipboardHost;
const leaving = new AbortController();
// pageshow after a Back brings the same page again, so only a page that is really gone stops.
addEventListener("pagehide", (event) => event.persisted || leaving.abort(), { signal: leaving.signal });

void startPane({
  transport: cookieTransport("/api/v1"),
  host: makeHost(window),
  signal: leaving.signal,
  departure: address.get("departure") ?? "",
});
