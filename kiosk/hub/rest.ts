import { v7 as uuidv7 } from 'uuid';
import type { Facts } from '../words/facts.ts';
import type { SessionReply, SignInRequest } from './contracts.ts';
import { placeOfPage } from './place.ts';

/** A refusal or a problem of a REST call, as code and facts; 'page.unreachable' when there was no answer at all. */
export type Failure = { readonly code: string; readonly facts: Facts };
export type Outcome<Reply> = { readonly reply: Reply } | { readonly failure: Failure };

async function exchange(path: string, init: RequestInit): Promise<Outcome<unknown>> {
  try {
    const headers = { ...init.headers, 'x-workshop-place': placeOfPage() };
    const response = await fetch(`/api/v1${path}`, { ...init, headers, credentials: 'same-origin' });
    const text = await response.text();
    const body: unknown = text === '' ? {} : JSON.parse(text);
    return response.ok ? { reply: body } : { failure: failureOf(body) };
  } catch {
    return { failure: { code: 'page.unreachable', facts: {} } };
  }
}

/** Takes a file of the hub along, under the name that the hub gives it. Null: it is on its way. */
export async function download(path: string): Promise<Failure | null> {
  try {
    const headers = { 'x-workshop-place': placeOfPage() };
    const response = await fetch(`/api/v1${path}`, { headers, credentials: 'same-origin' });
    if (!response.ok) return failureOf(await response.json());
    const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? '';
    const address = URL.createObjectURL(await response.blob());
    const link = document.createElement('a');
    link.href = address;
    link.download = decodeURIComponent(name);
    link.click();
    URL.revokeObjectURL(address);
    return null;
  } catch {
    return { code: 'page.unreachable', facts: {} };
  }
}

function failureOf(body: unknown): Failure {
  if (typeof body !== 'object' || body === null) return { code: 'request.bug', facts: {} };
  const code = 'code' in body && typeof body.code === 'string' ? body.code : 'request.bug';
  const facts = 'facts' in body && typeof body.facts === 'object' && body.facts !== null ? (body.facts as Facts) : {};
  return { code, facts };
}

function post(path: string, body: object): Promise<Outcome<unknown>> {
  return exchange(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Badge and PIN; the answer sets the session's cookie, so the caller connects again. */
export async function signIn(request: SignInRequest): Promise<Outcome<SessionReply>> {
  return (await post('/sessions', request)) as Outcome<SessionReply>;
}

/** 交班. One id for every try, so that a lost answer does no harm. */
export async function endSession(session: string): Promise<Outcome<unknown>> {
  const init = { method: 'DELETE', headers: { 'idempotency-key': uuidv7() } };
  const path = `/sessions/${encodeURIComponent(session)}`;
  const first = await exchange(path, init);
  return 'failure' in first && first.failure.code === 'page.unreachable' ? exchange(path, init) : first;
}

/** The emulated devices of the demo workshop. */
export function demoPost(path: string, body: object): Promise<Outcome<unknown>> {
  return post(`/demo${path}`, body);
}
