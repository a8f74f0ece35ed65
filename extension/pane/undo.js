/** @import { Status } from "./types.js" */

/**
 * What can be taken back, newest last. Pure.
 *
 * @typedef {{id: string, client: string, from: Status, to: Status, reason: string, call?: string}} Change
 *   `reason` belongs to `from`, so that an undone "put back" is skipped for the same reason again; `call` is the id of
 *   a call that was logged, which changed no status
 */

const KEPT = 20;

/**
 * @param {readonly Change[]} changes
 * @param {Change} change
 * @returns {readonly Change[]}
 */
export function remembered(changes, change) {
  return change.from === change.to && !change.call ? changes : [...changes, change].slice(-KEPT);
}

/** @param {readonly Change[]} changes @returns {Change | null} */
export function lastOf(changes) {
  return changes.at(-1) ?? null;
}

/**
 * Forget a change once the server has taken it back; others that came meanwhile stay.
 *
 * @param {readonly Change[]} changes
 * @param {Change} undone
 * @returns {readonly Change[]}
 */
export function without(changes, undone) {
  return changes.filter((change) => change !== undone);
}
