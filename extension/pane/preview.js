/** @import { Preview } from "./types.js" */

/**
 * A letter as a document of its own, for a frame without scripts, forms or an origin (`sandbox=""`).
 *
 * @param {Preview} preview
 * @param {string} stylesheet address of the frame's own style sheet
 * @param {string} [look] `light` or `dark` where the page around has one of its own
 */
export function previewDocument({ subject, html, language, direction }, stylesheet, look = "") {
  const lang = /^[A-Za-z0-9-]{1,35}$/.test(language) ? language : "";
  const dir = direction === "rtl" ? "rtl" : "ltr";
  const own = look ? ` data-look="${escaped(look)}"` : "";
  return (
    `<!doctype html><html lang="${lang}" dir="${dir}"${own}><head><meta charset="utf-8"><title>${escaped(subject)}</title>` +
    `<link rel="stylesheet" href="${escaped(stylesheet)}"></head><body><main>${html}</main></body></html>`
  );
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
