/**
 * The only words that are not in the server's catalogue: those that say that the server cannot be reached. A test holds
 * them against the catalogue.
 *
 * @param {readonly string[]} languages the browser's, best first
 * @returns {{catalogue: Record<string, string>, locale: string}}
 */
export function firstWords(languages) {
  const locale = languages.map(known).find(Boolean) ?? "en";
  return { catalogue: WORDS[locale], locale };
}

/** Portuguese is Brazil's unless it says Portugal's. @param {string} tag @returns {string} "" where it is not spoken here */
function known(tag) {
  const language = tag.toLowerCase().split("-")[0];
  if (language === "pt") return /^pt-pt$/i.test(tag) ? "pt-PT" : "pt-BR";
  return Object.hasOwn(WORDS, language) ? language : "";
}

/** @type {Record<string, Record<string, string>>} */
export const WORDS = {
  en: {
    "pane.trouble.unreachable.title": "Segue cannot be reached",
    "pane.trouble.unreachable.detail": "Nothing was lost. Check the connection, then try again.",
    "pane.try_again": "Try again",
  },
  it: {
    "pane.trouble.unreachable.title": "Segue non è raggiungibile",
    "pane.trouble.unreachable.detail": "Non è andato perso nulla. Controlla la connessione, poi riprova.",
    "pane.try_again": "Riprova",
  },
  ru: {
    "pane.trouble.unreachable.title": "Нет связи с Segue",
    "pane.trouble.unreachable.detail": "Ничего не потеряно. Проверьте соединение и попробуйте ещё раз.",
    "pane.try_again": "Попробовать ещё раз",
  },
  id: {
    "pane.trouble.unreachable.title": "Segue tidak dapat dihubungi",
    "pane.trouble.unreachable.detail": "Tidak ada yang hilang. Periksa koneksi, lalu coba lagi.",
    "pane.try_again": "Coba lagi",
  },
  hi: {
    "pane.trouble.unreachable.title": "Segue से संपर्क नहीं हो पा रहा",
    "pane.trouble.unreachable.detail": "कुछ खोया नहीं है। कनेक्शन जाँचें, फिर कोशिश करें।",
    "pane.try_again": "फिर कोशिश करें",
  },
  "pt-BR": {
    "pane.trouble.unreachable.title": "Não foi possível acessar o Segue",
    "pane.trouble.unreachable.detail": "Nada se perdeu. Verifique a conexão e tente de novo.",
    "pane.try_again": "Tentar de novo",
  },
  "pt-PT": {
    "pane.trouble.unreachable.title": "Não é possível aceder ao Segue",
    "pane.trouble.unreachable.detail": "Nada se perdeu. Verifique a ligação e tente outra vez.",
    "pane.try_again": "Tentar outra vez",
  },
};
