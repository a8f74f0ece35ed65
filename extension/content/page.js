/**
 * What both mail programs need of their page: what can be seen, which part belongs to which body, waiting, pasting.
 *
 * @typedef {object} PageTools
 * @property {(element: Element) => boolean} isVisible
 * @property {<T extends Element>(where: ParentNode, selector: string) => T[]} visible
 * @property {(body: Element, fields: string, frame: string, bodies: Element[]) => HTMLElement | null} placeOf
 * @property {(check: () => boolean, milliseconds: number) => Promise<boolean>} until
 * @property {(milliseconds: number) => Promise<void>} pause
 * @property {(field: HTMLElement, text: string, html?: string) => boolean} paste whether the page took it
 * @property {(field: HTMLInputElement | HTMLTextAreaElement, text: string) => void} fill
 * @property {(written: string) => string} bare an address without its name, in lower case
 */

segueCompose.page = (() => {
  const LOOK_AGAIN_MS = 15;

  /** @param {Element} element */
  const isVisible = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true });
  };

  /** @template {Element} T @param {ParentNode} where @param {string} selector @returns {T[]} */
  const visible = (where, selector) => /** @type {T[]} */ ([...where.querySelectorAll(selector)].filter(isVisible));

  /**
   * Return the smallest part of the page that holds this body and its fields. It never holds another body: a letter
   * would be checked against another message's recipients.
   *
   * @param {Element} body
   * @param {string} fields
   * @param {string} frame where there are no such fields
   * @param {Element[]} bodies all that can be seen
   */
  const placeOf = (body, fields, frame, bodies) => {
    const others = bodies.filter((one) => one !== body);
    /** @param {Element | null} place */
    const alone = (place) => place !== null && !others.some((one) => place.contains(one));
    for (let place = body.parentElement; alone(place); place = place?.parentElement ?? null) {
      const own = [...(place?.querySelectorAll(fields) ?? [])].some((field) => !body.contains(field));
      if (own) return place;
    }
    const around = body.parentElement?.closest(frame) ?? null;
    return alone(around) ? /** @type {HTMLElement} */ (around) : null;
  };

  /** @param {number} milliseconds @returns {Promise<void>} */
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  /** Look again and again, for a short time and then no more. @param {() => boolean} check @param {number} milliseconds */
  const until = async (check, milliseconds) => {
    const end = performance.now() + milliseconds;
    while (!check()) {
      if (performance.now() >= end) return false;
      await pause(LOOK_AGAIN_MS);
    }
    return true;
  };

  /**
   * Firefox leaves out what an event is made with, and keeps what an extension puts in it from the page: there it is
   * put in as the page would do it.
   *
   * @param {HTMLElement} field @param {string} text @param {string} [html]
   */
  const paste = (field, text, html = "") => {
    const told = { clipboardData: new DataTransfer(), bubbles: true, cancelable: true, composed: true };
    const event = new ClipboardEvent("paste", told);
    const { clipboardData } = event.wrappedJSObject ?? event;
    clipboardData?.setData("text/plain", text);
    if (html) clipboardData?.setData("text/html", html);
    return !field.dispatchEvent(event);
  };

  /** @param {HTMLInputElement | HTMLTextAreaElement} field @param {string} text */
  const fill = (field, text) => {
    field.value = text;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  };

  /** @param {string} written such as `Giulia Rossi <Giulia@rossi.example>` */
  const bare = (written) => (/<([^<>]*)>\s*$/.exec(written)?.[1] ?? written).normalize("NFC").trim().toLowerCase();

  return { isVisible, visible, placeOf, until, pause, paste, fill, bare };
})();
