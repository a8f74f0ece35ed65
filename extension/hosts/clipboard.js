/** @import { Cannot, Host, OpenedLetter } from "../pane/types.js" */

/**
 * The fall-back for every mail program: a compose link with recipients and subject, and the letter to paste.
 *
 * @param {Window & typeof globalThis} own the pane's window
 * @returns {Host}
 */
export function clipboardHost(own) {
  return {
    name: "clipboard",
    // The copy comes first: the mail program takes the focus away, and the clipboard goes with it.
    open: async (letter) => {
      const copied = await copyRich(Promise.resolve(letter), own);
      const link = own.document.createElement("a");
      link.href = composeLink(letter);
      link.click();
      return cannot(copied ? "copied" : "opened_only");
    },
    // What the mail program shows is out of sight from here, so the guard cannot read it and nothing is inserted.
    recipients: async () => cannot("cannot"),
    insert: async () => cannot("cannot"),
  };
}

/**
 * Return a `mailto:` link with To, Cc and subject. The text is left out: it would arrive without its form, and
 * long links are cut off.
 *
 * @param {Pick<OpenedLetter, "to" | "cc" | "subject">} letter
 */
export function composeLink({ to, cc, subject }) {
  /** @param {string[]} addresses */
  const list = (addresses) => addresses.map((one) => encodeURIComponent(one).replaceAll("%40", "@")).join(",");
  const fields = [cc.length > 0 ? `cc=${list(cc)}` : "", `subject=${encodeURIComponent(subject.replace(/\s+/g, " "))}`];
  return `mailto:${list(to)}?${fields.filter(Boolean).join("&")}`;
}

/**
 * Put a letter on the clipboard, with its form and as plain text. Call it straight from the key or click: browsers
 * let go of the permission otherwise, which is why it takes a letter that is still on its way.
 *
 * @param {Promise<Pick<OpenedLetter, "html" | "text">>} coming
 * @param {Window & typeof globalThis} own
 * @returns {Promise<boolean>} whether it is on the clipboard; rejects as `coming` does
 */
export async function copyRich(coming, own) {
  if (own.ClipboardItem && own.navigator.clipboard) {
    const item = new own.ClipboardItem({
      "text/html": coming.then((letter) => new own.Blob([letter.html], { type: "text/html" })),
      "text/plain": coming.then((letter) => new own.Blob([letter.text], { type: "text/plain" })),
    });
    const written = own.navigator.clipboard.write([item]).then(
      () => true,
      () => false,
    );
    await coming;
    if (await written) return true;
  }
  return copyByCommand(await coming, own.document);
}

/**
 * The older way, for frames that were not given the clipboard, such as a task pane.
 *
 * @param {Pick<OpenedLetter, "html" | "text">} letter
 * @param {Document} page
 */
function copyByCommand(letter, page) {
  const heard = new AbortController();
  let written = false;
  page.addEventListener(
    "copy",
    (event) => {
      event.clipboardData?.setData("text/html", letter.html);
      event.clipboardData?.setData("text/plain", letter.text);
      event.preventDefault();
      written = event.clipboardData !== null;
    },
    { signal: heard.signal },
  );
  const ran = page.execCommand("copy");
  heard.abort();
  return ran && written;
}

/** @param {string} code @returns {Cannot} */
function cannot(code) {
  return { done: false, code };
}
