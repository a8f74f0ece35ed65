// What the pane gets instead of Microsoft's office.js, after makeOffice of tests/pane/office_double.mjs: its calls go to
// the page around the pane, which plays Outlook. Office.js tells an add-in about its host by the window's name, too.
{
  const dialog = window.opener !== null;
  const about = dialog ? { mode: "none" } : JSON.parse(window.name || '{"mode":"none"}');
  const asked = new Map();
  const host = (name, ...values) =>
    new Promise((resolve, reject) => {
      const number = asked.size;
      asked.set(number, { resolve, reject });
      parent.postMessage({ office: "call", number, name, values }, "*");
    });
  const office = makeOffice(about, host);
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || !data?.office) return;
    if (data.office === "happens") office.happens(data.event, () => (office.context.officeTheme = data.theme));
    else if (data.code) asked.get(data.number).reject({ code: data.code });
    else asked.get(data.number).resolve(data.value);
  });
  history.replaceState = history.pushState = null; // as Microsoft's does

  // Its window for signing in: a message goes to pages of the same origin only.
  if (dialog) office.context.ui.messageParent = (message) => opener.postMessage({ dialog: message }, location.origin);
  if (!dialog && about.dialogs !== false) {
    office.context.ui.displayDialogAsync = (address, options, done) => {
      const shown = open(address, "", "width=500,height=600");
      const heard = {};
      addEventListener("message", ({ data, origin }) => {
        if (origin === location.origin && typeof data?.dialog === "string") heard.dialogMessageReceived?.({ message: data.dialog });
      });
      const value = { addEventHandler: (event, handler) => (heard[event] = handler), close: () => shown?.close() };
      done(shown ? { status: "succeeded", value } : { status: "failed", error: { code: 12009 } });
    };
  }
  // Its bridge for nested sign-in, as msal-browser speaks it; "refused": Microsoft says no.
  if (about.token) {
    const listeners = [];
    const account = { homeAccountId: "o.t", environment: "login.microsoftonline.com", tenantId: "t", localAccountId: "o", username: "mara@halden.example" };
    const answers = {
      GetInitContext: () => ({ initContext: { sdkName: "double", sdkVersion: "1", capabilities: {} } }),
      GetToken: (params) => ({ account, token: { access_token: about.token, id_token: idToken(), expires_in: 3600, scope: params.scope } }),
    };
    const idToken = () => `${btoa("{}")}.${btoa(JSON.stringify({ oid: "o", tid: "t", preferred_username: account.username }))}.x`;
    window.nestedAppAuthBridge = {
      addEventListener: (_, listener) => listeners.push(listener),
      postMessage: (said) => {
        const { method, requestId, tokenParams } = JSON.parse(said);
        (window.nested ??= []).push({ method, ...tokenParams });
        const known = about.token !== "refused" ? answers[method] : method === "GetInitContext" && answers[method];
        const answer = known ? { success: true, ...known(tokenParams) } : { success: false, error: { status: "USER_CANCEL", code: "no" } };
        queueMicrotask(() => listeners.forEach((listener) => listener(JSON.stringify({ messageType: "NestedAppAuthResponse", requestId, ...answer }))));
      },
    };
  }
  window.Office = office;
}
