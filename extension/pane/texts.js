/**
 * The interface's words, from the catalogue that the server picked for this person.
 *
 * @typedef {object} Texts
 * @property {(key: string, gaps?: Record<string, string | number>) => string} say
 * @property {(key: string, count: number, gaps?: Record<string, string | number>) => string} count
 *   picks `key_one`, `key_other`, … by the language's own plural rules
 * @property {(key: string) => boolean} knows
 * @property {string} locale
 */

/**
 * @param {Record<string, string>} catalogue
 * @param {string} locale
 * @returns {Texts}
 */
export function textsIn(catalogue, locale) {
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  const knows = (/** @type {string} */ key) => Object.hasOwn(catalogue, key);
  /** @type {Texts["say"]} */
  const say = (key, gaps = {}) => fill(knows(key) ? catalogue[key] : key, gaps, number);
  return {
    locale,
    knows,
    say,
    count: (key, count, gaps = {}) => {
      const form = `${key}_${plural.select(count)}`;
      return say(knows(form) ? form : `${key}_other`, { count, ...gaps });
    },
  };
}

/**
 * Fill `{gaps}` in one pass, so that a client called "{count}" stays what he is called.
 *
 * @param {string} text
 * @param {Record<string, string | number>} gaps
 * @param {Intl.NumberFormat} number
 */
function fill(text, gaps, number) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    if (!Object.hasOwn(gaps, name)) return whole;
    const value = gaps[name];
    return typeof value === "number" ? number.format(value) : isolated(value);
  });
}

/**
 * Keep a name that runs right to left, or pretends to, from turning the sentence around it.
 *
 * @param {string} value
 */
function isolated(value) {
  return /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/.test(value) ? `\u2068${value}\u2069` : value;
}
