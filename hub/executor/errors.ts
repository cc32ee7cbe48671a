import type { Actor } from '../kernel/actor.ts';

/** The ways in which a call can fail that are not refusals of the rules. Each has a stable code for the problem reply. */

export type InvalidField = { readonly path: string; readonly message: string };

/** 400: the request does not have the shape that the contract asks for. */
export class InvalidRequest extends Error {
  readonly code = 'request.invalid';
  readonly fields: readonly InvalidField[];
  constructor(fields: readonly InvalidField[]) {
    super(`The request is not valid: ${fields.map((field) => `${field.path} ${field.message}`).join('; ')}`);
    this.name = 'InvalidRequest';
    this.fields = fields;
  }
}

const SENTENCES = {
  'auth.sign-in-first': 'Somebody has to sign in first.',
  'auth.not-allowed': 'This person may not do that.',
  'auth.fresh-pin': 'This needs the PIN again.',
} as const;

/** 401 when nobody has signed in, 403 when somebody has who may not, or whose PIN is not fresh enough. */
export class NotAllowed extends Error {
  readonly code: 'auth.sign-in-first' | 'auth.not-allowed' | 'auth.fresh-pin';
  constructor(code: 'auth.sign-in-first' | 'auth.not-allowed' | 'auth.fresh-pin') {
    super(SENTENCES[code]);
    this.name = 'NotAllowed';
    this.code = code;
  }
}

export function whyNot(actor: Actor): 'auth.sign-in-first' | 'auth.not-allowed' {
  return actor.person === null ? 'auth.sign-in-first' : 'auth.not-allowed';
}

/** 404: no operation, query or topic of that name. */
export class UnknownName extends Error {
  readonly code = 'request.unknown-name';
  constructor(name: string) {
    super(`There is nothing called ${name}.`);
    this.name = 'UnknownName';
  }
}

/** 422: the id belongs to another intent. Retrying with it can never be right. */
export class OperationIdReused extends Error {
  readonly code = 'operation.id-reused';
  constructor(operationId: string) {
    super(`Operation id ${operationId} was already used for something else.`);
    this.name = 'OperationIdReused';
  }
}

/** 503: the store could not keep the work (disk full, I/O error). Nothing of it happened; the same id may be retried. */
export class StoreFault extends Error {
  readonly code: 'store.full' | 'store.fault';
  constructor(cause: unknown) {
    super('The store could not keep this. Nothing was changed.', { cause });
    this.name = 'StoreFault';
    this.code = sqliteCode(cause) === 'SQLITE_FULL' ? 'store.full' : 'store.fault';
  }
}

export function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return error.code.startsWith('SQLITE_') ? error.code : null;
}

/** Codes with which the machine, not our code, refused: no space, I/O, lock, read-only medium. */
export function isStoreFault(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== null && /^SQLITE_(FULL|IOERR|BUSY|READONLY|CANTOPEN|NOMEM|CORRUPT)/.test(code);
}
