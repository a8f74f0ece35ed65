/** Office.js as far as it is used here; nothing is believed to be there that an older Outlook may lack. */

interface OfficeAnswer {
  status: "succeeded" | "failed";
  value?: any;
  error?: { code: number; name: string; message: string };
}
type OfficeDone = (answer: OfficeAnswer) => void;
type OfficePerson = { emailAddress: string; displayName: string };

interface OfficeRecipients {
  getAsync?: (done: OfficeDone) => void;
  addAsync?: (people: string[], done: OfficeDone) => void;
}

interface OfficeMessage {
  to?: OfficeRecipients | OfficePerson[];
  cc?: OfficeRecipients | OfficePerson[];
  bcc?: OfficeRecipients;
  subject?: string | { getAsync?: (done: OfficeDone) => void; setAsync?: (subject: string, done: OfficeDone) => void };
  body?: {
    getTypeAsync?: (done: OfficeDone) => void;
    getAsync?: (form: string, done: OfficeDone) => void;
    prependAsync?: (text: string, options: { coercionType: string }, done: OfficeDone) => void;
  };
}

interface OfficeMailbox {
  item?: OfficeMessage | null;
  addHandlerAsync?: (event: string, heard: () => void, done?: OfficeDone) => void;
  displayNewMessageFormAsync?: (message: object, done: OfficeDone) => void;
}

interface OfficeDialog {
  addEventHandler: (event: string, heard: (said: { message?: string; error?: number }) => void) => void;
  close: () => void;
}

interface OfficeApi {
  EventType: Record<"ItemChanged" | "OfficeThemeChanged" | "DialogMessageReceived" | "DialogEventReceived", string>;
  onReady: (done: (about: { host: string | null; platform: string | null }) => void) => unknown;
  context: {
    mailbox?: OfficeMailbox;
    displayLanguage?: string;
    officeTheme?: { bodyBackgroundColor?: string };
    requirements?: { isSetSupported: (name: string, version?: string) => boolean };
    ui?: {
      displayDialogAsync?: (address: string, options: object, done: OfficeDone) => void;
      openBrowserWindow?: (address: string) => void;
      messageParent?: (message: string) => void;
    };
  };
}

declare var Office: OfficeApi | undefined;

/** As much of @azure/msal-browser as is used here. */
interface MsalLibrary {
  createNestablePublicClientApplication: (configuration: object) => Promise<{
    acquireTokenSilent: (request: object) => Promise<{ accessToken: string }>;
    acquireTokenPopup: (request: object) => Promise<{ accessToken: string }>;
  }>;
}

declare var msal: MsalLibrary | undefined;

/** Its file, which puts it there. */
declare module "*/msal-browser.min.js";
