/** @import { Desk } from "./desk.js" */
/** @import { Host, Session } from "./types.js" */
/** @import { Transport } from "./transport.js" */
import { apiOver } from "./api.js";
import { readQueue } from "./desk.js";
import { firstWords } from "./first_words.js";
import { listen } from "./listen.js";
import { showDepartures } from "./departures.js";
import { enable, part, show, speak, write } from "./page.js";
import { poll } from "./poll.js";
import { EMPTY } from "./queue.js";
import { textsIn } from "./texts.js";
import { showTrouble } from "./trouble.js";

/**
 * Start the pane in its page. It holds no rule of the product: the server decides, the host inserts.
 *
 * @param {{transport: Transport, host: Host, signal: AbortSignal, departure: string, languages?: readonly string[]}} parts
 *   `departure` is the one that the address names, "" for the first; `languages` for what is said before the server is
 *   heard, best first
 */
export async function startPane({ transport, host, signal, departure, languages = navigator.languages }) {
  const clock = () => performance.now();
  const api = apiOver(transport, clock);
  const first = firstWords(languages);
  const start = async () => {
    try {
      const [session, catalogue] = await Promise.all([api.session(departure, signal), api.texts(signal)]);
      const texts = textsIn(catalogue, session.locale);
      const fresh = { queue: EMPTY, letter: null, held: null, answers: null, touched: new Set(), changes: [], busy: false, said: 0 };
      showTrouble("trouble", null, texts);
      work({ api, host, signal, clock, session, texts, ...fresh });
    } catch (failure) {
      const words = textsIn(first.catalogue, first.locale);
      speak(words);
      showTrouble("trouble", failure, words);
      part("try-again").addEventListener("click", () => void start(), { once: true, signal });
    }
  };
  await start();
}

/** @param {Desk} desk */
function work(desk) {
  speak(desk.texts);
  for (const id of ["open-next", "sent-next"]) enable(id, false);
  showPracticeNote(desk.session, desk);
  showDepartures(desk.session, desk.signal);
  show("work", true);
  if (!desk.session.departure) return write("next-line", desk.texts.say("pane.no_departure"));
  const polling = poll(() => refresh(desk), document, desk.signal);
  listen(desk, polling.soon);
  polling.soon();
}

/** @param {Session} session @param {Desk} desk */
function showPracticeNote(session, { host, texts }) {
  const real = host.name === "practice" && !session.practice;
  write("practice-note", real ? texts.say("pane.practice_is_kept") : "");
  show("practice-note", real);
}

/** @param {Desk} desk @returns {Promise<boolean>} whether the server answered */
async function refresh(desk) {
  try {
    await readQueue(desk);
    showTrouble("trouble", null, desk.texts);
    return true;
  } catch (failure) {
    if (!desk.signal.aborted) showTrouble("trouble", failure, desk.texts);
    return false;
  }
}
