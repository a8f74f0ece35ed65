/** @import { Connect } from "./tokens.js" */
import { element, part } from "../pane/page.js";
import { Problem } from "../pane/problem.js";

/**
 * What the person sees while the pane does not know who he is: a button for signing in, and a place for a code.
 *
 * @typedef {(key: string, gaps?: Record<string, string>) => string} Say
 */

/**
 * Show it until somebody is connected.
 *
 * @param {Say} say
 * @param {string} address of this Segue
 * @param {{window: () => Promise<string>, code: Connect}} ways `window` brings a code, "" for none
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export function askToConnect(say, address, ways, signal) {
  const { place, field, complain } = shown(say, address);
  return new Promise((resolve) => {
    let busy = false;
    /** @param {() => Promise<boolean>} work */
    const once = (work) => async (/** @type {Event} */ event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      complain(say("extension.connecting"));
      const connected = await work().catch((failure) => (complain(wordsFor(failure, say)), false));
      busy = false;
      if (!connected) return;
      place.remove();
      resolve();
    };
    const byWindow = once(async () => {
      const code = await ways.window();
      if (code && (await ways.code(code))) return true;
      complain(say("outlook.not_connected"));
      return false;
    });
    const byCode = once(async () => {
      const code = field.value.trim();
      if (code && (await ways.code(code))) return true;
      complain(say(code ? "extension.code_refused" : "extension.code_missing"), true);
      return false;
    });
    place.querySelector("#outlook-sign-in")?.addEventListener("click", (event) => void byWindow(event), { signal });
    place.querySelector("form")?.addEventListener("submit", (event) => void byCode(event), { signal });
  });
}

/** @param {Say} say @param {string} address */
function shown(say, address) {
  const field = /** @type {HTMLInputElement} */ (
    element("input", { id: "outlook-code", type: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false",
      maxlength: "20", "aria-describedby": "outlook-code-hint" })
  );
  const said = element("p", { id: "outlook-said", role: "status" });
  const place = element("section", { id: "outlook-connect", "aria-labelledby": "outlook-where" },
    element("h2", { id: "outlook-where" }, say("outlook.where_to", { host: new URL(address).host })),
    element("div", { class: "row" }, element("button", { type: "button", id: "outlook-sign-in", class: "primary" }, say("extension.sign_in"))),
    element("form", { id: "pairing", novalidate: "" },
      element("label", { for: "outlook-code" }, say("extension.code")),
      element("p", { class: "faint", id: "outlook-code-hint" }, say("extension.code_hint", { address: `${address}/browsers` })),
      field,
      element("div", { class: "row" }, element("button", {}, say("extension.connect")))),
    said);
  part("trouble").after(place);
  const complain = (/** @type {string} */ words, atField = false) => {
    said.textContent = words;
    field.setAttribute("aria-invalid", String(atField));
    if (atField) field.focus();
  };
  return { place, field, complain };
}

/** What is wrong is neither the code nor the person. @param {unknown} failure @param {Say} say */
function wordsFor(failure, say) {
  const status = failure instanceof Problem ? failure.status : 0;
  return say(status === 429 ? "extension.too_many_now" : status >= 500 ? "extension.failing" : "extension.unreachable");
}
