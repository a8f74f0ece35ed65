/** Runs in the window for signing in: hands the code on this page to the pane that opened it, which closes the window. */

const code = document.querySelector(".pairing-code")?.textContent ?? "";

globalThis.Office?.onReady(() => {
  try {
    globalThis.Office?.context.ui?.messageParent?.(code);
  } catch {
    // A plain window, or one that lost its pane: the person reads the code and types it there.
  }
});
