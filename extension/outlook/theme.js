import { hear } from "../hosts/office.js";

/** The look of the Outlook around the pane; where it does not say, the browser's light or dark stays. */

/** A colour whose light is below this reads white on it better than black (WCAG's contrast of both is equal there). */
const MIDDLE = 0.179;

/** @param {OfficeApi} office @param {HTMLElement} page */
export function followTheme(office, page) {
  const show = () => {
    const look = lookOf(office.context.officeTheme?.bodyBackgroundColor ?? "");
    if (look) page.setAttribute("data-look", look);
  };
  hear(office, "1.14", "OfficeThemeChanged", show);
  show();
}

/** @param {string} background such as `#262626` @returns {"light" | "dark" | ""} "" where it says nothing */
export function lookOf(background) {
  if (!/^#[0-9a-f]{6}$/i.test(background)) return "";
  const [red, green, blue] = [1, 3, 5].map((at) => light(parseInt(background.slice(at, at + 2), 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < MIDDLE ? "dark" : "light";
}

/** @param {number} part of a colour in sRGB */
function light(part) {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}
