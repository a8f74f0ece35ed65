/** @import { Preview } from "./types.js" */

/**
 * A letter as a document of its own, for a frame without scripts, forms or an origin (`sandbox=""`).
 *
 * @param {Preview} preview
 * @param {string} stylesheet address of the frame's own style sheet
 */
export function previewDocument({ subject, html, language, direction }, stylesheet) {
  const lang = /^[A-Za-z0-9-]{1,35}$/.test(language) ? language : "";
  const dir = direction === "rtl" ? "rtl" : "ltr";
  return (
    `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><title>${escaped(subject)}</title>` +
    `<link rel="stylesheet" href="${escaped(stylesheet)}"></head><body><main>${html}</main></body></html>`
  );
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
