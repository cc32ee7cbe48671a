import { InvalidRequest, NotAllowed, OperationIdReused, StoreFault, UnknownName } from '../executor/errors.ts';
import type { Answer } from '../executor/executor.ts';

/** `application/problem+json` (RFC 9457) with the stable code and the facts; the sentence is made by whoever shows it. */
export type ProblemReply = {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly facts?: { readonly [fact: string]: string | number | boolean | null };
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  readonly requestId?: string;
};

export const PROBLEM_TYPE = 'application/problem+json';

function problem(status: number, code: string, title: string, more: Partial<ProblemReply> = {}): ProblemReply {
  return { type: 'about:blank', title, status, code, ...more };
}

export function refusalProblem(answer: Extract<Answer, { outcome: 'refused' }>): ProblemReply {
  return problem(409, answer.code, 'Refused by the rules', { facts: answer.facts });
}

/** What an error is to the caller. Bugs come out as 500 with the request id and nothing of their inside. */
export function problemOf(error: unknown, requestId: string): ProblemReply {
  if (error instanceof InvalidRequest) return problem(400, error.code, error.message, { fields: error.fields });
  if (error instanceof NotAllowed) {
    return problem(error.code === 'auth.sign-in-first' ? 401 : 403, error.code, error.message);
  }
  if (error instanceof UnknownName) return problem(404, error.code, error.message);
  if (error instanceof OperationIdReused) return problem(422, error.code, error.message);
  if (error instanceof StoreFault) return problem(503, error.code, error.message);
  if (error instanceof HttpProblem) return problem(error.statusCode, error.problemCode, error.message);
  const status = statusOf(error);
  if (status === 413) return problem(413, 'request.too-large', 'The request is too large.');
  if (status !== null && status < 500) {
    return problem(status, 'request.invalid', error instanceof Error ? error.message : 'The request is not valid.');
  }
  return problem(500, 'request.bug', 'Something is wrong in the hub itself. Nothing was changed.', { requestId });
}

/** A problem that the server itself finds before any operation is asked. */
export class HttpProblem extends Error {
  readonly statusCode: number;
  readonly problemCode: string;
  constructor(statusCode: number, problemCode: string, message: string) {
    super(message);
    this.name = 'HttpProblem';
    this.statusCode = statusCode;
    this.problemCode = problemCode;
  }
}

function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number') return null;
  return error.statusCode;
}
