/**
 * The shapes that cross the pane's edges: the API's answers and the hosts' three verbs. Types only, no code.
 *
 * @typedef {"to_do" | "inserted" | "drafted" | "sent" | "phoned" | "bounced" | "skipped"} Status how far a client is told
 * @typedef {"all" | "left" | "call_first" | "begun" | "bounced" | "waiting" | "sent" | "phoned" | "skipped"} Part of the queue
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
 * @property {string} firm the same for the same company, however its name is written
 * @property {string[]} to
 * @property {string} language
 * @property {Status} status
 * @property {State} state
 * @property {string} reason why it was skipped, or came back
 * @property {"" | "first" | "held"} call whether the client is called first; `held` waits for that by company policy
 * @property {boolean} second whether the client was told before, and this says what has changed
 *
 * @typedef {object} Queue
 * @property {number} total
 * @property {number} told
 * @property {{part: Part, count: number}[]} parts
 * @property {number} matching how many the search found
 * @property {{open: boolean, code: string, message: string}} gate whether letters may be handed out now
 * @property {QueueLetter | null} next whose turn it is: for a letter, or for a call before it
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
 * @typedef {object} CallSheet
 * @property {"first" | "again" | ""} due before the letter, or after it
 * @property {{number: string, dialled: string, there: string, unusual: boolean}[]} phones
 * @property {string} language
 * @property {string[]} points what to say, in `language`; nothing of it before `approved`
 * @property {boolean} approved
 * @property {string[]} gist the same in `gist_language`
 * @property {string} gist_language
 * @property {string} closed why no call can be logged now, empty when one can
 * @property {boolean} refers_to_call whether the letter opens with the call
 *
 * @typedef {"reached" | "message" | "no_answer" | "letter_instead"} CallOutcome
 *
 * @typedef {QueueLetter & MoreOfLetter} LetterCard
 * @typedef {object} MoreOfLetter
 * @property {CallSheet | null} calls where the client is one of the most important
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
 * @typedef {OpenedLetter & {test: true, readers: string[]}} TestCopy marked as a test; nobody but its readers may be
 *   among the recipients of its message
 *
 * @typedef {{id: string, question: string, text: string, html: string}} Answer to one of a client's questions
 *
 * @typedef {object} Answers the approved answers to one client, handed out for ten minutes
 * @property {string} id of his letter
 * @property {string[]} to
 * @property {string} language
 * @property {string} direction
 * @property {string} expires_at ISO moment
 * @property {Answer[]} replies
 *
 * @typedef {{status: Status, previous: Status, untold?: boolean}} StatusChange `untold`: the server does not know yet
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
