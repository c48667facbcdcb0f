/** Fleetglass for other pages: custom elements, `mount()`, and the thread stream without a view. */

/** The protocols, by the names that `config.json` uses. */
export type Api =
  | "agent-workspace"
  | "agent-status"
  | "threads"
  | "agent-execution"
  | "workflow-execution"
  | "runner";

/** What a view shows: one place without the frame, or the whole app. */
export type ViewName = "overview" | "threads" | "runs" | "app";

/** The state of a connection. */
export type Link =
  | "connecting"
  | "live"
  | "open"
  | "quiet"
  | "reconnecting"
  | "offline"
  | "signed-out"
  | "refused"
  | "complete"
  | "disconnected";

/** How a source proves who asks. */
export interface Auth {
  kind: "none" | "cookie" | "query" | "header";
  name?: string;
  prefix?: string;
}

/** One source, as in `config.json`. */
export interface Source {
  id: string;
  api: Api;
  url: string;
  name?: string;
  ids?: string[];
  threadIds?: string[];
  transport?: "auto" | "eventsource" | "fetch";
  credentials?: "omit" | "same-origin" | "include";
  auth?: Auth;
  heartbeatMs?: number;
  answerUrl?: string;
}

/** What a token is asked for. */
export interface TokenRequest {
  /** The token that was given before was refused (401 or 403): give another one. */
  refresh: boolean;
  /** The id of the source, or of the execution. */
  source: string;
  /** The address that the token goes to, and to nowhere else. */
  url: string;
}

/** Gives a token, or nothing where the person is not signed in. Give several elements the same function to share connections. */
export type GetToken = (request: TokenRequest) => Promise<string | undefined> | string | undefined;

/** What a view is told. One of `src`, `sources` and `config` says what it shows; the first of them that is there holds. */
export interface ViewOptions {
  /** What it shows; `app` otherwise. An element's name says it. */
  view?: ViewName;
  /** The address of one stream, relative to the page. May hold `{id}`. */
  src?: string;
  /** The API of `src`; recognised from its path otherwise. */
  api?: Api;
  /** What people read as the name of `src`; its server otherwise. */
  name?: string;
  /** What stands for `{id}` in `src`. */
  ids?: string | string[];
  /** Asks the server of `src` for these threads only. */
  threadIds?: string | string[];
  transport?: "auto" | "eventsource" | "fetch";
  credentials?: "omit" | "same-origin" | "include";
  /** How `src` proves who asks; as the API's document says otherwise, or by a bearer token where that knows none and there is `getToken`. */
  auth?: Auth;
  /** Where a prompt is answered: a template with `{executionId}`, `{threadId}` and `{id}`. */
  answerUrl?: string;
  /** Several sources. */
  sources?: Source[];
  /** The address of a `config.json`, relative to the page; addresses in it are relative to it. */
  config?: string;
  /** Asked once before a source connects, and once with `refresh` after a refusal. */
  getToken?: GetToken;
  /** `auto`, otherwise, follows the `color-scheme` that is inherited. */
  theme?: "auto" | "light" | "dark";
  density?: "compact" | "comfortable";
  /** A language tag; inherited otherwise. One language holds for all views of a page. */
  lang?: string;
  /** Where full views open: the address of a Fleetglass page. Without it a view shows them in place. */
  appUrl?: string;
  /** `none`, otherwise, keeps everything in memory; `local` lets settings stay in localStorage. */
  storage?: "none" | "local";
  /** Where the view begins, as the fragment of a Fleetglass page: `#/threads?level=error`. */
  route?: string;
}

/** How much needs a person. */
export interface AttentionDetail {
  waiting: number;
  failed: number;
}

/** How the connections are. */
export interface StatusDetail {
  /** All of them are open, or complete. */
  connected: boolean;
  sources: { id: string; link: Link }[];
}

/** A link that leads out of the view. Cancel the event to follow it yourself. */
export interface LinkDetail {
  href: string;
  place: ViewName | "sources" | null;
  source: string | null;
  unit: string | null;
}

/** What was chosen in the view. */
export interface SelectDetail {
  place: "overview" | "threads" | "runs" | "sources";
  source: string | null;
  unit: string | null;
  threads: string[];
}

/** A source refuses the token, the renewed one too, or there is none. */
export interface AuthDetail {
  source: string;
}

/** The events of an element. All bubble and cross shadow borders; only `fleetglass-link` can be cancelled. */
export interface FleetglassEventMap {
  "fleetglass-attention": CustomEvent<AttentionDetail>;
  "fleetglass-status": CustomEvent<StatusDetail>;
  "fleetglass-link": CustomEvent<LinkDetail>;
  "fleetglass-select": CustomEvent<SelectDetail>;
  "fleetglass-auth": CustomEvent<AuthDetail>;
}

/** A custom element; attributes are the options in kebab case, what is no text is a property. */
export interface FleetglassElement extends HTMLElement, Omit<ViewOptions, "view" | "lang"> {
  /** Closes the connections that no other element needs; what was received stays. */
  pause(): void;
  /** Connects again. */
  resume(): void;
  addEventListener<K extends keyof FleetglassEventMap>(
    type: K,
    listener: (this: FleetglassElement, event: FleetglassEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: FleetglassElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** The four elements by their names; importing this module defines them. */
export const elements: Readonly<
  Record<"fleetglass-overview" | "fleetglass-threads" | "fleetglass-runs" | "fleetglass-app", CustomElementConstructor>
>;

/** A view that `mount()` made. */
export interface MountedView {
  /** Takes further options; those that are not named stay. */
  update(options: ViewOptions): void;
  pause(): void;
  resume(): void;
  /** Takes the view out of the element and closes the connections that no other view needs. */
  unmount(): void;
}

/**
 * Shows a view in an element that can have a shadow root (a div, a section). Its events are dispatched on that element.
 *
 * @example
 * const view = mount(document.querySelector("#fleet"), { view: "overview", config: "/fleetglass/config.json" });
 * view.update({ theme: "dark" });
 * view.unmount();
 */
export function mount(element: Element, options?: ViewOptions): MountedView;

/** An event of a thread, as the document "Thread Stream (SSE)" has it, with its name. */
export interface ThreadEvent {
  event: string;
  executionId?: string;
  threadId?: string;
  type?: string;
  data: {
    thread_id?: string;
    event_type?: string;
    data_json?: string;
    timestamp_ms?: number | string;
    sequence?: number;
    status?: string;
    summary?: string;
    progress?: number;
  };
  timestamp?: number | string;
}

/** What a thread stream holds. The same object until something changes. */
export interface ThreadStreamSnapshot {
  /** Oldest first; the oldest go beyond `keep`. */
  readonly events: readonly ThreadEvent[];
  readonly connected: boolean;
  readonly link: Link;
  /** Why the engine could not start. */
  readonly error: unknown;
}

export interface ThreadStreamOptions {
  /** The threads asked for; all of them otherwise. */
  threadIds?: string[];
  /** The server, such as `https://box.example`; the page's own otherwise. */
  url?: string;
  getToken?: GetToken;
  /** Called when anything changes; for events at most once a frame. */
  onChange?: (snapshot: ThreadStreamSnapshot) => void;
  transport?: "auto" | "eventsource" | "fetch";
  credentials?: "omit" | "same-origin" | "include";
  /** How many events are kept, 10,000 otherwise. */
  keep?: number;
}

export interface ThreadStream {
  readonly events: readonly ThreadEvent[];
  readonly connected: boolean;
  /** The same object until something changes, as `useSyncExternalStore` wants it. */
  snapshot(): ThreadStreamSnapshot;
  /** Closes the stream; `onChange` is not called after that. */
  close(): void;
}

/**
 * Streams the threads of an execution, `GET /api/executions/:id/threads/stream`. Views and streams of one page that ask for
 * the same address with the same token share one connection.
 */
export function connectThreadStream(executionId: string, options?: ThreadStreamOptions): ThreadStream;

declare global {
  interface HTMLElementTagNameMap {
    "fleetglass-overview": FleetglassElement;
    "fleetglass-threads": FleetglassElement;
    "fleetglass-runs": FleetglassElement;
    "fleetglass-app": FleetglassElement;
  }
}
