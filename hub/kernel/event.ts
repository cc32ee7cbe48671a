/** Plain JSON without undefined: what an event may carry, so that its canonical form (RFC 8785) is one. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** One entry of the change feed. `kind` is "<document>.<past participle>"; payload shapes belong to the room. */
export type FeedEvent = {
  readonly branch: string;
  readonly epoch: string;
  readonly seq: number;
  readonly operationId: string;
  /** true on the last event of its operation: batches are cut only here. */
  readonly txEnd: boolean;
  readonly kind: string;
  readonly schemaVersion: number;
  readonly payload: JsonObject;
  /** Wall clock of the hub, UTC milliseconds. */
  readonly at: number;
};

export type EmittedEvent = { readonly kind: string; readonly payload: JsonObject; readonly schemaVersion: number };
