/** What the extension uses of the browser's own objects. Types only; Firefox has the same under the same name. */

interface StorageArea {
  get(keys: string | string[]): Promise<Record<string, any>>;
  set(values: Record<string, unknown>): Promise<void>;
  remove(keys: string | string[]): Promise<void>;
}

interface MailTab {
  id?: number;
  url?: string;
  windowId: number;
  active: boolean;
  status?: string;
}

interface Listened<Listener> {
  addListener(listener: Listener): void;
  removeListener(listener: Listener): void;
}

interface InjectedResult {
  frameId: number;
  result?: any;
}

interface ClipboardEvent {
  /** In Firefox: the same as the page sees it. */
  wrappedJSObject?: ClipboardEvent;
}

declare const chrome: {
  runtime: { id?: string; getURL(path: string): string; getManifest(): { version: string } };
  i18n: { getMessage(name: string): string; getUILanguage(): string };
  storage: { local: StorageArea; session: StorageArea; managed: StorageArea };
  permissions: {
    contains(asked: { origins: string[] }): Promise<boolean>;
    request(asked: { origins: string[] }): Promise<boolean>;
    onAdded: Listened<() => void>;
    onRemoved: Listened<() => void>;
  };
  identity?: {
    getRedirectURL(path?: string): string;
    launchWebAuthFlow(flow: { url: string; interactive: boolean }): Promise<string | undefined>;
  };
  scripting: {
    executeScript(injection: {
      target: { tabId: number; allFrames?: boolean; frameIds?: number[] };
      files?: string[];
      func?: (...args: any[]) => unknown;
      args?: unknown[];
      world?: "ISOLATED" | "MAIN";
    }): Promise<InjectedResult[]>;
  };
  tabs: {
    query(wanted: { active?: boolean; lastFocusedWindow?: boolean; currentWindow?: boolean; url?: string[] }): Promise<MailTab[]>;
    get(id: number): Promise<MailTab>;
    create(made: { url: string; active?: boolean; windowId?: number }): Promise<MailTab>;
    update(id: number, changed: { url?: string; active?: boolean }): Promise<MailTab | undefined>;
    onUpdated: Listened<(id: number, changed: { status?: string }, tab: MailTab) => void>;
  };
  windows: { update(id: number, changed: { focused: boolean }): Promise<unknown> };
  action: { onClicked: Listened<() => void> };
  sidePanel?: { setPanelBehavior(behavior: { openPanelOnActionClick: boolean }): Promise<void> };
  sidebarAction?: { toggle(): Promise<void> };
};
