/**
 * Failures that a person is told about.
 *
 *     Problem            the server answered with a problem document: code, title, detail
 *     └── Unreachable    there was no answer, or none that could be read; trying again may help
 */
export class Problem extends Error {
  /**
   * @param {string} code stable name, such as `letter_not_released`
   * @param {string} title
   * @param {string} detail
   * @param {number} status HTTP status, 0 when there was no answer
   */
  constructor(code, title, detail, status) {
    super(`${code}: ${title}`);
    this.code = code;
    this.title = title;
    this.detail = detail;
    this.status = status;
  }
}

/**
 * No usable answer; `code` is `unreachable`, `timeout`, `failing` or `too_many` (said by something before the server, or
 * by a server that has no words for it) or `unreadable_answer`. Their words are the pane's own.
 */
export class Unreachable extends Problem {
  /** @param {string} code @param {number} [status] */
  constructor(code, status = 0) {
    super(code, "", "", status);
  }
}

/**
 * Read a problem document (RFC 9457); anything else becomes `Unreachable`.
 *
 * @param {unknown} body
 * @param {number} status
 * @returns {Problem}
 */
export function problemFrom(body, status) {
  if (typeof body !== "object" || body === null || !("title" in body)) {
    return new Unreachable(status >= 500 ? "failing" : status === 429 ? "too_many" : "unreadable_answer", status);
  }
  const { code, title, detail } = /** @type {Record<string, unknown>} */ (body);
  return new Problem(String(code ?? "failed"), String(title ?? ""), String(detail ?? ""), status);
}
