/**
 * Office.js as an add-in of Outlook sees it, as far as the pane uses it: which calls there are in which mode and
 * requirement set, what it throws at once, what it refuses later and by which number, and that it takes three calls at a
 * time. Limits, numbers and names are those of office.js 1.1.110 (npm @microsoft/office-js). What Outlook does with a
 * call is `host`'s part: here a message in memory, in the browser tests a page.
 */

const MOST_RECIPIENTS = 100;
const LONGEST_BODY = 1_000_000;
const LONGEST_FORM = 32 * 1024;
const LONGEST_SUBJECT = 255;
const AT_ONCE = 3;
const NAMES = { 1000: "Invalid Coercion Type", 5001: "Internal Error", 5100: "API Call Failed", 9012: "NumberOfRecipientsExceeded",
  9030: "APICallFailedDueToItemChange", 9038: "InsufficientItemPermissionsError", 9041: "NetworkError" };

/**
 * @param {{mode: string, sets?: Record<string, string>, language?: string, background?: string, reading?: object}} about
 * @param {(name: string, ...values: any[]) => Promise<any>} host rejects with `{code}`
 */
export function makeOffice({ mode, sets = { Mailbox: "1.15" }, language = "en-US", background, reading = {} }, host) {
  const heard = {};
  let underWay = 0;
  const isSetSupported = (name, version = "1.1") => {
    const numbers = (text) => text.split(".").map(Number);
    const [[major, minor], [wanted, least]] = [numbers(sets[name] ?? "0.0"), numbers(version)];
    return major > wanted || (major === wanted && minor >= least);
  };
  const since = (version, members) => (isSetSupported("Mailbox", version) ? members : {});
  const finish = (done, answer) => done?.({ asyncContext: undefined, ...answer });
  const call = (done, name, ...values) => {
    const fail = (code) => finish(done, { status: "failed", error: { code, name: NAMES[code] ?? "", message: "" } });
    if (underWay >= AT_ONCE) return void queueMicrotask(() => fail(5100));
    underWay += 1;
    host(name, ...values)
      .finally(() => (underWay -= 1))
      .then((value) => finish(done, { status: "succeeded", value }), (refused) => fail(refused.code ?? 5001));
  };
  const tooLong = (what) => Object.assign(new Error(`Sys.ArgumentOutOfRangeException: ${what}`), { name: "Sys.ArgumentOutOfRangeException" });
  const recipients = (field) => ({
    getAsync: (done) => call(done, `${field}.get`),
    addAsync: (people, done) => {
      if (people.length > MOST_RECIPIENTS) throw tooLong("recipients");
      call(done, `${field}.add`, people);
    },
    setAsync: (people, done) => {
      if (people.length > MOST_RECIPIENTS) throw tooLong("recipients");
      call(done, `${field}.set`, people);
    },
  });
  const body = {
    ...since("1.3", { getAsync: (form, done) => call(done, "body.get", form) }),
    getTypeAsync: (done) => call(done, "body.type"),
    prependAsync: (text, options, done) => {
      if (text.length > LONGEST_BODY) throw tooLong("data");
      const form = options.coercionType ?? "text";
      if (!["html", "text"].includes(form)) return finish(done, { status: "failed", error: { code: 1000, name: NAMES[1000] } });
      call(done, "body.prepend", text, form);
    },
    setAsync: () => host("body.set"),
  };
  const subject = {
    getAsync: (done) => call(done, "subject.get"),
    setAsync: (text, done) => {
      if (text.length > LONGEST_SUBJECT) throw tooLong("subject");
      call(done, "subject.set", text);
    },
  };
  const written = { to: recipients("to"), cc: recipients("cc"), bcc: recipients("bcc"), subject, body };
  const displayNewMessageFormAsync = (form, done) => {
    if ((form.htmlBody ?? "").length > LONGEST_FORM) throw tooLong("htmlBody");
    if (form.subject.length > LONGEST_SUBJECT) throw tooLong("subject");
    if (Math.max(form.toRecipients.length, form.ccRecipients.length) > MOST_RECIPIENTS) throw tooLong("toRecipients");
    call(done, "new", form);
  };
  const mailbox = {
    item: mode === "compose" ? written : mode === "read" ? { to: [], cc: [], subject: "Hello", body: {}, ...reading } : null,
    ...since("1.5", { addHandlerAsync: (event, handler, done) => ((heard[event] = handler), finish(done, { status: "succeeded" })) }),
    ...(mode === "compose" ? {} : since("1.9", { displayNewMessageFormAsync })),
  };
  const EventType = { ItemChanged: "olkItemSelectedChanged", OfficeThemeChanged: "officeThemeChanged",
    DialogMessageReceived: "dialogMessageReceived", DialogEventReceived: "dialogEventReceived" };
  return {
    EventType,
    onReady: (done) => Promise.resolve().then(() => done?.({ host: "Outlook", platform: "OfficeOnline" })),
    context: { mailbox, displayLanguage: language, officeTheme: background ? { bodyBackgroundColor: background } : undefined,
      requirements: { isSetSupported }, ui: {} },
    /** What Outlook does by itself. */
    happens: (event, change) => {
      change?.();
      heard[EventType[event]]?.({ type: EventType[event] });
    },
  };
}

/** A message in memory, and an Outlook around it that can be told to hang, fail, be slow, or answer in another order. */
export function messageInMemory(begun = {}) {
  const person = (one) => ({ emailAddress: one, displayName: one, recipientType: "other" });
  const message = { to: [], cc: [], bcc: [], subject: "", body: "", form: "html", shown: [], calls: [], ...begun };
  const waits = {};
  const fields = ["to", "cc", "bcc"].flatMap((field) => [
    [`${field}.get`, () => message[field].map((one) => (typeof one === "string" ? person(one) : one))],
    [`${field}.add`, (people) => void message[field].push(...people)],
  ]);
  const acts = {
    ...Object.fromEntries(fields),
    "body.type": () => message.form,
    "body.get": (form) => (form === message.form ? message.body : message.body.replace(/<[^>]*>/g, " ")),
    "body.prepend": (text) => void (message.body = text + message.body),
    "body.set": () => {
      throw new Error("what stands in a message is never written over");
    },
    "subject.get": () => message.subject,
    "subject.set": (text) => void (message.subject = text),
    new: (form) => void message.shown.push(form),
  };
  const host = async (name, ...values) => {
    message.calls.push(name);
    const { hang, code, milliseconds = 0, before, ignored } = waits[name] ?? {};
    if (hang) return new Promise(() => undefined);
    if (milliseconds) await new Promise((done) => setTimeout(done, milliseconds));
    before?.();
    if (code) throw { code };
    return ignored ? undefined : acts[name](...values);
  };
  return { message, host, when: (name, what) => (waits[name] = what) };
}
