import { mailHost } from "../hosts/mail.js";
import { startPane } from "../pane/pane.js";
import { bearerTransport } from "../pane/transport.js";
import { element, part, show, write } from "../pane/page.js";
import { withKept } from "./kept.js";
import { showMailAccess } from "./mail_access.js";
import { withOutbox } from "./outbox.js";
import { backend, isAllowed } from "./settings.js";
import { SignedOut, accessToken, endTokens, hasTokens } from "./tokens.js";

/** The pane in the browser's side panel: signed in by token, its host the mail program in the tab beside it. */

/** @param {AbortSignal} signal */
export async function startInPanel(signal) {
  const { address } = await backend();
  const ready = address && (await hasTokens(address)) && (await isAllowed(address));
  if (!ready) return connect();
  /** @type {typeof fetch} */
  const own = (input, init) => fetch(input, init);
  const getToken = () => accessToken(address, own).catch(connectIfSignedOut);
  const transport = bearerTransport(`${address}/api/v1`, getToken, renewing(address, own));
  showFoot(address, own);
  void showMailAccess();
  const departure = new URLSearchParams(location.search).get("departure") ?? "";
  const patient = withOutbox(withKept(transport, address), address, showUntold);
  await startPane({ transport: patient, host: mailHost(), signal, departure });
}

/**
 * A call that is refused for its token is made once more with a new one: the token may have ended meanwhile, or this
 * computer's clock is wrong. Refused calls changed nothing on the server.
 *
 * @param {string} address
 * @param {typeof fetch} own
 * @returns {typeof fetch}
 */
function renewing(address, own) {
  return async (input, init = {}) => {
    const response = await own(input, init);
    if (response.status !== 401) return response;
    const headers = new Headers(init.headers);
    const refused = (headers.get("Authorization") ?? "").replace("Bearer ", "");
    headers.set("Authorization", `Bearer ${await accessToken(address, own, refused).catch(connectIfSignedOut)}`);
    return own(input, { ...init, headers });
  };
}

/** @param {unknown} failure @returns {never} */
function connectIfSignedOut(failure) {
  if (failure instanceof SignedOut) connect("#signed_out");
  throw failure;
}

/** @param {string} [why] */
function connect(why = "") {
  location.replace(`../panel/connect.html${why}`);
}

/** @param {string} address @param {typeof fetch} own */
function showFoot(address, own) {
  const leave = element("button", { type: "button", class: "quiet" }, chrome.i18n.getMessage("extension_disconnect"));
  leave.addEventListener("click", () => void endTokens(address, own).then(() => connect()));
  const untold = element("p", { class: "note", id: "untold", role: "status", hidden: "" });
  part("trouble").after(untold);
  part("foot").replaceChildren(element("span", { class: "faint" }, new URL(address).host), " ", leave);
}

/** @param {number} count of changes that the server learns of as soon as it answers */
function showUntold(count) {
  write("untold", count ? chrome.i18n.getMessage("extension_untold").replace("{count}", String(count)) : "");
  show("untold", count > 0);
}
