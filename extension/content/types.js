/**
 * The shapes of the scripts that run in a mail page. Types only, no code.
 *
 * @typedef {object} Spot one place in a mail page
 * @property {string} selector
 * @property {string} rests why it should stay: a role, an attribute that the program itself works with, or a class
 * @property {string} evidence where it was seen
 * @property {string} seen when, as year and month
 *
 * @typedef {object} MessageWindow a compose window that can be seen
 * @property {HTMLElement} body what the person types in: an editor, or a text area in plain-text mode
 * @property {HTMLElement} place the smallest part of the page with this body, its recipients and its subject
 * @property {boolean} plain
 *
 * @typedef {{to: string[], cc: string[], bcc: string[]}} People
 * @typedef {import("../pane/types.js").OpenedLetter} OpenedLetter
 *
 * @typedef {object} Site what differs between mail programs
 * @property {number} steadyMs how long recipients have to stay before they are believed
 * @property {() => MessageWindow[]} windows those that can be seen
 * @property {() => Promise<boolean>} restore brings back the only window that is folded away; false when there is none
 * @property {(window: MessageWindow) => Promise<People | null>} people null when its recipients cannot be read
 * @property {(window: MessageWindow) => string[]} typed recipients that are typed and did not become chips
 * @property {(window: MessageWindow, missing: {to: string[], cc: string[]}) => Promise<void>} address adds recipients
 * @property {(window: MessageWindow) => HTMLInputElement | null} subject null where it cannot be seen
 * @property {(window: MessageWindow) => Element[]} kept signature and quote in its body
 * @property {(window: MessageWindow) => boolean} isReply
 * @property {(window: MessageWindow, letter: Pick<OpenedLetter, "html" | "text">, place: Range) => void} write
 *   puts a rich text in the body in one step that can be undone
 *
 * @typedef {{at: number, end: number}} Stretch part of a text without its white space
 *
 * @typedef {object} Words reading and finding text, whatever the white space
 * @property {(text: string) => string} squeezed
 * @property {(window: MessageWindow, skipped?: Element[]) => string} read the body's words
 * @property {(letter: Pick<OpenedLetter, "html" | "text">, plain: boolean) => string} ofLetter
 * @property {(text: string, lines: string[]) => Stretch | null} stretch where most of these lines stand, in order
 * @property {(window: MessageWindow, skipped: Element[], found: Stretch) => Range} range
 *
 * @typedef {object} Seen
 * @property {number} count how many compose windows can be seen
 * @property {number} pointed when the person last went to one, in milliseconds; 0 when nobody watched
 * @property {import("../pane/types.js").Recipients | import("../pane/types.js").Cannot} front
 *
 * @typedef {object} Compose everything that the scripts share in a mail page
 * @property {Record<string, Record<string, Spot>>} table
 * @property {WeakMap<Element, string>} names a name for each body, for as long as the page lives
 * @property {WeakMap<Element, string[]>} written the lines of what was inserted in each body
 * @property {WeakMap<Element, string>} chips addresses typed here of chips that may show a name instead
 * @property {number} count
 * @property {number} pointed
 * @property {AbortController} [watching] while the person was asked to click in the message he means
 * @property {Site} site
 * @property {Words} words
 * @property {PageTools} page
 * @property {{
 *   address: (window: MessageWindow, letter: OpenedLetter) => Promise<void>,
 *   lacking: (wanted: string[], there: string[]) => string[],
 *   strangers: (window: MessageWindow, letter: OpenedLetter, expected: People) => Promise<string[]>,
 *   unsure: (window: MessageWindow, letter: OpenedLetter, expected: People) => Promise<{to: string[], cc: string[]}>
 * }} recipients
 * @property {{
 *   placeIn: (window: MessageWindow) => Range,
 *   entitle: (window: MessageWindow, letter: OpenedLetter) => boolean | null,
 *   standing: (window: MessageWindow, letter: OpenedLetter) => Stretch | null,
 *   write: (window: MessageWindow, letter: OpenedLetter, old: Stretch | null, place: Range) => Promise<boolean>
 * }} writing
 * @property {(verb: string, said: any) => Promise<unknown>} ask
 */
export {};
