/**
 * The one WebSocket, `/api/v1/socket`. Text frames of JSON, at most 64 KiB from a page. The session cookie of the upgrade names
 * the person and is looked up anew for every call; when the session ends, the hub closes the connection with code 4401, and
 * after signing in or out the page connects again. Whole states only: reconnect = watch again.
 */
export type ClientFrame =
  /** `id` is any number that is unique on this connection. The state comes now and after every change. */
  | { readonly type: 'watch'; readonly id: number; readonly topic: string; readonly params: object }
  | { readonly type: 'unwatch'; readonly id: number }
  /** An operation. `id` is its operation id (UUIDv7), made at the moment of intent and kept across retries. */
  | { readonly type: 'call'; readonly id: string; readonly name: string; readonly request: object }
  /** A query. */
  | { readonly type: 'ask'; readonly id: number; readonly name: string; readonly request: object }
  /**
   * Answer to every `beat`: what the page has really rendered, as the `at` of the newest push or beat that reached the screen.
   * A page that sends nothing for 15 s is cut; how far it is behind is for a watchdog to show.
   */
  | { readonly type: 'alive'; readonly rendered: number };

export type Problem = {
  readonly outcome: 'problem';
  readonly status: number;
  readonly code: string;
  readonly detail: string;
};
export type CallAnswer =
  | { readonly outcome: 'accepted'; readonly reply: unknown; readonly repeated: boolean }
  | {
      readonly outcome: 'refused';
      readonly code: string;
      readonly facts: { readonly [fact: string]: string | number | boolean | null };
      readonly repeated: boolean;
    }
  | Problem;

export type ServerFrame =
  | {
      readonly type: 'hello';
      readonly protocol: 1;
      /** Id of the kiosk build that the hub serves; a page of another build reloads itself. */
      readonly build: string;
      readonly demo: boolean;
      /** Wall clock of the hub. */
      readonly at: number;
      /** IANA name of the workshop's time zone. */
      readonly timeZone: string;
      readonly session: {
        readonly session: string;
        readonly person: { readonly id: string; readonly name: string };
        readonly roles: readonly string[];
        readonly keeperOf: readonly string[];
        readonly station: string | null;
      } | null;
    }
  | { readonly type: 'push'; readonly id: number; readonly at: number; readonly state: unknown }
  | ({ readonly type: 'reply'; readonly id: string | number } & CallAnswer)
  /** The watch could not be given: unknown topic, not allowed, bad params. */
  | ({ readonly type: 'refused-watch'; readonly id: number } & Problem)
  /** Every 5 s. Nothing for 12 s means that the line is dead: connect again. */
  | { readonly type: 'beat'; readonly at: number };

/** Codes of problems that a page must have a sentence for. */
export const PROBLEM_CODES = [
  'request.invalid',
  'request.unknown-name',
  'request.too-large',
  'request.bad-origin',
  'request.bug',
  'auth.sign-in-first',
  'auth.not-allowed',
  'auth.fresh-pin',
  'operation.id-reused',
  'operation.id-missing',
  'store.full',
  'store.fault',
] as const;
