import { part, show, write } from "../pane/page.js";
import { Problem } from "../pane/problem.js";
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
  if (!address || !(await isAllowed(address))) return showWhere(address);
  showHow();
  if (location.hash === "#signed_out") complain(message("signed_out"));
}

/** The permission is asked first thing: browsers ask only straight from a click. */
async function choose() {
  const typed = checkedAddress(field("address").value);
  if (!typed) return complain(message("address_unfit"), "address");
  const may = await allowed(typed);
  if (!may) return complain(message("not_allowed"), "address");
  if (!(await metadata(typed))) return complain(message("not_a_segue"), "address");
  await rememberBackend(typed);
  address = typed;
  showHow();
}

function signIn() {
  return connecting(() => connectByWindow(address), "sign_in_refused");
}

function pair() {
  const code = field("code").value;
  if (!code.trim()) return complain(message("code_missing"), "code");
  return connecting(() => connectByCode(address, code), "code_refused", "code");
}

/** @param {() => Promise<TokenAnswer | null>} ask @param {string} refusal @param {string} [at] */
async function connecting(ask, refusal, at) {
  if (busy) return;
  busy = true;
  complain("");
  write("status", message("connecting"));
  try {
    const answer = await ask();
    if (!answer) return complain(message(refusal), at);
    await keepTokens(address, answer);
    location.replace("../pane/index.html");
  } catch (failure) {
    complain(wordsFor(failure));
  } finally {
    busy = false;
    write("status", "");
  }
}

/** What is wrong is neither the code nor the person: no field is marked. @param {unknown} failure */
function wordsFor(failure) {
  /** @type {{status: number, waitSeconds?: number}} */
  const { status, waitSeconds } = failure instanceof Problem ? failure : { status: 0 };
  if (status === 426) return message("too_old");
  if (status === 429 && waitSeconds) return message("too_many").replace("{minutes}", String(Math.ceil(waitSeconds / 60)));
  if (status === 429) return message("too_many_now");
  return message(status >= 500 ? "failing" : "unreachable");
}

/** What a Segue says of itself, null where none answers. @param {string} where @returns {Promise<any>} */
async function metadata(where) {
  const path = "/.well-known/oauth-authorization-server";
  const signal = AbortSignal.timeout(10_000);
  const answer = await fetch(where + path, { credentials: "omit", cache: "no-store", signal })
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null);
  return typeof answer?.token_endpoint === "string" ? answer : null;
}

/** @param {string} typed */
function showWhere(typed) {
  complain("");
  field("address").value = typed;
  show("how", false);
  show("where", true);
  part("address").focus();
}

function showHow() {
  complain("");
  write("where-to", message("where_to").replace("{host}", new URL(address).host));
  write("code-hint", message("code_hint").replace("{address}", `${address}/browsers`));
  void metadata(address).then((said) => show("sign-in", hasWindow() && (!said || "authorization_endpoint" in said)));
  show("where", false);
  show("how", true);
}

/** @param {string} words "" takes them away @param {string} [at] the field that they are about */
function complain(words, at) {
  write("trouble", words);
  show("trouble", words !== "");
  for (const id of ["address", "code"]) part(id).removeAttribute("aria-invalid");
  if (!words || !at) return;
  part(at).setAttribute("aria-invalid", "true");
  part(at).focus();
}
