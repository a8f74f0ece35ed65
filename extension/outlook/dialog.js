/**
 * Office's own window for signing in: it shows a page of ours, which hands back a code that works once.
 */

const PAGE = "/outlook/connect";
const SIZE = { height: 70, width: 40, promptBeforeOpen: false };

/**
 * Open the window and wait for its code. Where Office has none, a plain window shows the code, to be typed here.
 *
 * @param {OfficeApi} office
 * @param {Window & typeof globalThis} own
 * @returns {Promise<string>} "" when the person closed it, or types the code himself
 */
export function codeFromDialog(office, own) {
  const { ui } = office.context;
  const address = new URL(PAGE, own.location.href).href;
  return new Promise((resolve) => {
    const plain = () => {
      own.open(address, "_blank", "noopener");
      resolve("");
    };
    if (typeof ui?.displayDialogAsync !== "function") return plain();
    ui.displayDialogAsync(address, SIZE, ({ status, value }) => {
      if (status !== "succeeded") return plain();
      listen(office, value, resolve);
    });
  });
}

/** @param {OfficeApi} office @param {OfficeDialog} dialog @param {(code: string) => void} finish */
function listen({ EventType }, dialog, finish) {
  dialog.addEventHandler(EventType.DialogMessageReceived, ({ message = "" }) => {
    dialog.close();
    finish(message);
  });
  // The person closed it, or its page did not come.
  dialog.addEventHandler(EventType.DialogEventReceived, () => finish(""));
}
