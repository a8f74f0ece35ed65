import { part, show, write } from "../pane/page.js";
import { connectByCode, connectByWindow, hasWindow } from "./sign_in.js";
import { allowed, backend, checkedAddress, isAllowed, rememberBackend } from "./settings.js";
import { keepTokens } from "./tokens.js";

/** @import { TokenAnswer } from "./tokens.js" */

/** Connecting this browser, before there is anything to show: which Segue, then who. */

const message = (/** @type {string} */ name) => chrome.i18n.getMessage(`extension_${name}`);
const field = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (part(id));

let address = "";
let busy = false;

document.documentElement.lang = chrome.i18n.getUILanguage();
for (const place of document.querySelectorAll("[data-message]")) {
  place.textContent = chrome.i18n.getMessage(place.getAttribute("data-message") ?? "");
}
part("where").addEventListener("submit", (event) => (event.preventDefault(), void choose()));
part("pairing").addEventListener("submit", (event) => (event.preventDefault(), void pair()));
part("sign-in").addEventListener("click", () => void signIn());
part("other-address").addEventListener("click", () => showWhere(address));
void start();

async function start() {
  const known = await backend();
  address = known.address;
  show("other-address", !known.byPolicy);
  field("address").readOnly = known.byPolicy;
  if (address && (await isAllowed(address))) return showHow();
  showWhere(address);
}

/** The permission is asked first thing: browsers ask only straight from a click. */
async function choose() {
  const typed = checkedAddress(field("address").value);
  if (!typed) return complain("address_unfit", "address");
  const may = await allowed(typed);
  if (!may) return complain("not_allowed", "address");
  if (!(await isSegue(typed))) return complain("not_a_segue", "address");
  await rememberBackend(typed);
  address = typed;
  showHow();
}

function signIn() {
  return connecting(() => connectByWindow(address), "sign_in_refused", "sign-in");
}

function pair() {
  const code = field("code").value;
  if (!code.trim()) return complain("code_missing", "code");
  return connecting(() => connectByCode(address, code), "code_refused", "code");
}

/** @param {() => Promise<TokenAnswer | null>} ask @param {string} refusal @param {string} at */
async function connecting(ask, refusal, at) {
  if (busy) return;
  busy = true;
  complain("", at);
  write("status", message("connecting"));
  try {
    const answer = await ask();
    if (!answer) return complain(refusal, at);
    await keepTokens(address, answer);
    location.replace("../pane/index.html");
  } catch {
    complain("unreachable", at);
  } finally {
    busy = false;
    write("status", "");
  }
}

/** @param {string} where @returns {Promise<boolean>} */
async function isSegue(where) {
  const path = "/.well-known/oauth-authorization-server";
  const signal = AbortSignal.timeout(10_000);
  const answer = await fetch(where + path, { credentials: "omit", cache: "no-store", signal })
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null);
  return typeof answer?.token_endpoint === "string";
}

/** @param {string} typed */
function showWhere(typed) {
  complain("", "address");
  field("address").value = typed;
  show("how", false);
  show("where", true);
  part("address").focus();
}

function showHow() {
  complain("", "code");
  write("where-to", message("where_to").replace("{host}", new URL(address).host));
  write("code-hint", message("code_hint").replace("{address}", `${address}/browsers`));
  show("sign-in", hasWindow());
  show("where", false);
  show("how", true);
}

/** @param {string} what "" takes it away @param {string} at the field that it is about */
function complain(what, at) {
  write("trouble", what ? message(what) : "");
  show("trouble", what !== "");
  const place = part(at);
  if (what) place.setAttribute("aria-invalid", "true");
  else place.removeAttribute("aria-invalid");
  if (what) place.focus();
}
