/** @import { Answers, OpenedLetter } from "./types.js" */

/**
 * A letter in hand may be inserted for ten minutes after the server handed it out; then the server is asked again.
 * Lengths of time are measured here and never compared with this computer's wall clock, which may be wrong.
 *
 * @typedef {{letter: OpenedLetter, until: number}} Held `until` in milliseconds of the pane's own clock
 * @typedef {{letter: Answers, until: number}} HeldAnswers the same of the answers to a client
 */

const LONGEST_MS = 10 * 60_000;

/**
 * @template {OpenedLetter | Answers} T
 * @param {T} letter
 * @param {number} asked when it was asked for, by the pane's clock: the careful end of the exchange
 * @param {number} serverTime the server's clock at the answer in milliseconds, NaN when unknown
 * @returns {{letter: T, until: number}}
 */
export function hold(letter, asked, serverTime) {
  const granted = Date.parse(letter.expires_at) - serverTime;
  const lifetime = Number.isNaN(granted) ? LONGEST_MS : Math.min(Math.max(granted, 0), LONGEST_MS);
  return { letter, until: asked + lifetime };
}

/**
 * Say whether the letter in hand is this one and may still be inserted.
 *
 * @param {Held | HeldAnswers | null} held
 * @param {string} id
 * @param {number} now
 */
export function stillHeld(held, id, now) {
  return held !== null && held.letter.id === id && now < held.until;
}
