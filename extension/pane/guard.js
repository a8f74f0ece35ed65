/** @import { Recipients } from "./types.js" */

/**
 * The recipient guard: a letter to A never goes into a message to B (PRODUCT.md, H5). Pure.
 *
 * @typedef {{verdict: "fits" | "extra" | "other", strangers: string[]}} Verdict
 *   `extra`: the right person, and others who need a confirmation; `other`: somebody else's message, refused.
 */

/**
 * Say whether a letter may go into the message that was read.
 *
 * @param {{to: string[], cc: string[]}} letter
 * @param {Pick<Recipients, "to" | "cc" | "bcc">} message
 * @returns {Verdict}
 */
export function guard(letter, message) {
  const meant = new Set(letter.to.map(plainAddress));
  const allowed = new Set([...meant, ...letter.cc.map(plainAddress)]);
  const everyone = [...message.to, ...message.cc, ...message.bcc];
  const strangers = everyone.filter((one) => !allowed.has(plainAddress(one)));
  // A person in Cc does not make it his message: where there is a To, the client has to be in it.
  const addressed = message.to.length > 0 ? message.to : everyone;
  const reaches = message.to.length > 0 ? meant : allowed;
  if (addressed.length > 0 && !addressed.some((one) => reaches.has(plainAddress(one)))) {
    return { verdict: "other", strangers: strangers.length > 0 ? strangers : addressed };
  }
  return { verdict: strangers.length > 0 ? "extra" : "fits", strangers };
}

/**
 * Say the same of a test copy: anybody beside its readers is refused, not asked about (PRODUCT.md, H10).
 *
 * @param {{to: string[], readers: string[]}} copy
 * @param {Pick<Recipients, "to" | "cc" | "bcc">} message
 * @returns {Verdict}
 */
export function guardTest({ to, readers }, message) {
  const seen = guard({ to, cc: readers }, message);
  return seen.verdict === "fits" ? seen : { ...seen, verdict: "other" };
}

/**
 * Return an address in the one spelling that is compared: no display name, lower case, the domain in ASCII.
 * Gmail's dots and plus signs are left alone: treating two spellings as two people only asks once too often.
 *
 * @param {string} written such as `Giulia Rossi <G.Rossi@EXAMPLE.it>`
 */
export function plainAddress(written) {
  const inside = /<([^<>]*)>\s*$/.exec(written);
  const address = (inside ? inside[1] : written).normalize("NFC").trim().toLowerCase();
  const at = address.lastIndexOf("@");
  return at < 0 ? address : address.slice(0, at + 1) + asciiDomain(address.slice(at + 1));
}

/** @param {string} domain */
function asciiDomain(domain) {
  if (/^[\x21-\x7e]*$/.test(domain)) return domain;
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return domain;
  }
}
