/**
 * The shapes that cross the pane's edges: the API's answers and the hosts' three verbs. Types only, no code.
 *
 * @typedef {"to_do" | "inserted" | "drafted" | "sent" | "skipped"} Status what happened to a letter so far
 * @typedef {"approved" | "waiting" | "rejected"} State what the manager said of it
 *
 * @typedef {object} Session
 * @property {{name: string}} person
 * @property {string} locale language of the interface
 * @property {string} csrf token for unsafe calls over a cookie
 * @property {{id: string, title: string} | null} departure the one whose letters are shown
 * @property {{id: string, title: string}[]} departures every one whose letters this person hands out
 * @property {boolean} practice whether the clients are made up, as in the demo
 *
 * @typedef {object} QueueLetter
 * @property {string} id
 * @property {string} client
 * @property {string} company
 * @property {string[]} to
 * @property {string} language
 * @property {Status} status
 * @property {State} state
 * @property {string} reason why it was skipped
 *
 * @typedef {object} Queue
 * @property {number} total
 * @property {number} told
 * @property {number} matching how many the search found
 * @property {{open: boolean, code: string, message: string}} gate whether letters may be handed out now
 * @property {string | null} next_id
 * @property {QueueLetter[]} letters one page of them
 *
 * @typedef {object} Preview
 * @property {string} subject
 * @property {string} text
 * @property {string} html
 * @property {string} language
 * @property {string} direction
 * @property {boolean} approved
 *
 * @typedef {object} LetterCard
 * @property {string} id
 * @property {string} client
 * @property {string} company
 * @property {string[]} to
 * @property {Status} status
 * @property {State} state
 * @property {Preview} preview
 * @property {{id: string, severity: string, message: string}[]} findings
 * @property {string[]} may_say
 * @property {string[]} may_not_say
 *
 * @typedef {object} OpenedLetter the approved bytes, handed out for ten minutes
 * @property {string} id
 * @property {string[]} to
 * @property {string[]} cc
 * @property {string} subject
 * @property {string} text
 * @property {string} html
 * @property {string} language
 * @property {string} direction
 * @property {string} digest
 * @property {string} expires_at ISO moment
 *
 * @typedef {{status: Status, previous: Status, next_id: string | null}} StatusChange
 *
 * @typedef {object} Cannot what a host did not do, and why: `cannot` (this host never can), `no_window`,
 *   `which_window` (several and none was used last), `changed` (recipients changed meanwhile), `already` (text is
 *   in the message), `timeout`, `copied` (only the clipboard was filled), `no_tab` (no mail program beside the pane),
 *   `no_access` (the browser keeps the mail page closed), `unread` (its recipients cannot be read), `folded` (minimised),
 *   `link_only` (a message was opened by its link, and its text did not come in time), `displayed` (a new message
 *   was shown that cannot be read back), `not_fresh` (somebody began the message in front), `moved` (another message came
 *   in front meanwhile), `unexpected`
 * @property {false} done
 * @property {string} code
 *
 * @typedef {object} Recipients the message that the person has in front of him
 * @property {true} done
 * @property {string} window which compose window was read
 * @property {string[]} to
 * @property {string[]} cc
 * @property {string[]} bcc
 *
 * @typedef {object} Inserted what was read back after inserting; false means "not confirmed"
 * @property {true} done
 * @property {{to: boolean, cc: boolean, subject: boolean, body: boolean}} confirmed
 * @property {string[]} [unsure] addresses that are not in the message, are there twice, or came unasked
 * @property {boolean} [kept_subject] whether the message had a subject of its own, as a reply has
 *
 * @typedef {object} InsertChoices
 * @property {Recipients} expected what the guard saw; a host refuses when it is no longer so
 * @property {boolean} replace whether the person agreed to replace text inserted earlier
 *
 * @typedef {object} Host a mail program's window, in three verbs; every one ends within ten seconds
 * @property {string} name
 * @property {boolean} [byHand] it can neither take back nor replace what it inserted: the person does so by hand
 * @property {(letter: OpenedLetter, signal: AbortSignal) => Promise<{done: true} | Cannot>} open
 * @property {(signal: AbortSignal) => Promise<Recipients | Cannot>} recipients
 * @property {(letter: OpenedLetter, signal: AbortSignal, choices: InsertChoices) => Promise<Inserted | Cannot>} insert
 */
export {};
