/** @import { Answer } from "./types.js" */
/** @import { Texts } from "./texts.js" */
import { element, part } from "./page.js";

/**
 * The folded section with the answers to one client.
 *
 * @param {Answer[]} answers
 * @param {{language: string, direction: string, insertable: boolean}} about `insertable` where the host can put one in
 * @param {Texts} texts
 */
export function showAnswers(answers, { language, direction, insertable }, texts) {
  const verbs = insertable ? ["insert", "copy"] : ["copy"];
  part("answers-list").replaceChildren(
    ...answers.map(({ id, question, text }) => {
      const buttons = verbs.map((verb) => {
        const label = texts.say(`pane.${verb}`);
        return element("button", { type: "button", "data-do": verb, "data-question": id, "aria-label": `${label} ${question}` }, label);
      });
      const said = element("p", { lang: language, dir: direction, class: "answer" }, text);
      return element("li", {}, element("p", { class: "strong" }, question), said, element("div", { class: "row" }, ...buttons));
    }),
  );
}

/** Fold the section and forget what it showed. */
export function hideAnswers() {
  /** @type {HTMLDetailsElement} */ (part("answers")).open = false;
  part("answers-list").replaceChildren();
}
