/** @import { AskPerson } from "./flow.js" */
/** @import { Texts } from "./texts.js" */
import { element, list, part, show, write } from "./page.js";

/**
 * Questions that stop the work until they are answered; Escape is always the careful answer.
 */

/** Reasons for skipping that take one press. */
const READY = ["colleague", "not_client", "in_person"];

/**
 * @param {Texts} texts
 * @param {string} client
 * @returns {AskPerson}
 */
export function askAbout(texts, client) {
  return (question, addresses) => {
    write("question-title", texts.say(`pane.ask.${question}.title`));
    write("question-detail", texts.say(`pane.ask.${question}.detail`, { client }));
    write("question-yes", texts.say(`pane.ask.${question}.yes`));
    write("question-no", texts.say(`pane.ask.${question}.no`));
    list("question-addresses", question === "extra" ? addresses : []);
    show("question-addresses", question === "extra");
    return answerOf(/** @type {HTMLDialogElement} */ (part("question"))).then((answer) => answer === "yes");
  };
}

/**
 * Ask why a letter is skipped.
 *
 * @param {Texts} texts
 * @param {string} client
 * @returns {Promise<string>} the reason, one of those at hand or the person's own, empty when he thought better of it
 */
export async function askReason(texts, client) {
  const dialog = /** @type {HTMLDialogElement} */ (part("skipping"));
  const reason = /** @type {HTMLInputElement} */ (part("skip-reason"));
  const heard = new AbortController();
  const missing = (/** @type {boolean} */ isMissing) => {
    write("skip-missing", isMissing ? texts.say("pane.skip_missing") : "");
    reason.setAttribute("aria-invalid", String(isMissing));
  };
  // No submit buttons: Enter in the field would press the first of them.
  const ready = READY.map((one) => element("button", { type: "button" }, texts.say(`queue.ready_${one}`)));
  for (const one of ready) one.addEventListener("click", () => dialog.close(one.textContent ?? ""), { signal: heard.signal });
  part("skip-ready").replaceChildren(...ready);
  write("skipping-title", texts.say("pane.skip_title", { client }));
  reason.value = "";
  missing(false);
  part("skip-no").addEventListener("click", () => dialog.close(""), { signal: heard.signal });
  dialog.querySelector("form")?.addEventListener(
    "submit",
    (event) => {
      if (reason.value.trim()) return;
      event.preventDefault();
      missing(true);
      reason.focus();
    },
    { signal: heard.signal },
  );
  const answer = await answerOf(dialog);
  heard.abort();
  return answer === "yes" ? reason.value.trim() : answer;
}

/** @param {HTMLDialogElement} dialog @returns {Promise<string>} */
function answerOf(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true }));
}
