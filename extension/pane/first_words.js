/**
 * The only words that are not in the server's catalogue: those that say that the server cannot be reached.
 *
 * @param {readonly string[]} languages the browser's, best first
 * @returns {{catalogue: Record<string, string>, locale: string}}
 */
export function firstWords(languages) {
  const locale = languages.map((tag) => tag.split("-")[0]).find((tag) => Object.hasOwn(WORDS, tag)) ?? "en";
  return { catalogue: WORDS[locale], locale };
}

/** @type {Record<string, Record<string, string>>} */
const WORDS = {
  en: {
    "pane.trouble.unreachable.title": "Segue cannot be reached",
    "pane.trouble.unreachable.detail": "Nothing was changed. Check the connection, then try again.",
    "pane.try_again": "Try again",
  },
  it: {
    "pane.trouble.unreachable.title": "Segue non è raggiungibile",
    "pane.trouble.unreachable.detail": "Non è cambiato nulla. Controlla la connessione, poi riprova.",
    "pane.try_again": "Riprova",
  },
};
