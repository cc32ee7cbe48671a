import { v7 as uuidv7 } from 'uuid';
import type { Facts } from '../words/facts.ts';
import type { SessionReply, SignInRequest } from './contracts.ts';
import type { ImportOf } from './imports.ts';
import { type Place, placeOfPage } from './place.ts';

/** A refusal or a problem of a REST call, as code and facts; 'page.unreachable' when there was no answer at all. */
export type Failure = { readonly code: string; readonly facts: Facts };
export type Outcome<Reply> = { readonly reply: Reply } | { readonly failure: Failure };

async function exchange(path: string, init: RequestInit, place: Place = placeOfPage()): Promise<Outcome<unknown>> {
  try {
    const headers = { ...init.headers, 'x-workshop-place': place };
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

function post(path: string, body: object, place?: Place, id?: string): Promise<Outcome<unknown>> {
  const key = id === undefined ? {} : { 'idempotency-key': id };
  const headers = { 'content-type': 'application/json', ...key };
  return exchange(path, { method: 'POST', headers, body: JSON.stringify(body) }, place);
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

/**
 * 签收 at a page that is open in another's name: the receiver proves himself, signs, and is gone again. Null: signed.
 * The page's own session stays as it was.
 */
export async function signAs(
  who: { readonly person: string; readonly pin: string },
  requisition: string,
): Promise<Failure | null> {
  const signedIn = await post('/sessions', { ...who, station: null }, 'hand');
  if ('failure' in signedIn) return signedIn.failure;
  const { session } = signedIn.reply as SessionReply;
  const signed = await post(`/requisitions/${requisition}/signature`, {}, 'hand', uuidv7());
  const key = { 'idempotency-key': uuidv7() };
  await exchange(`/sessions/${encodeURIComponent(session)}`, { method: 'DELETE', headers: key }, 'hand');
  return 'failure' in signed ? signed.failure : null;
}

/** Brings a table for a dry run; the id is made at the moment of intent. `about`: the employee, of holdings. */
export async function bringTable(
  file: Blob,
  id: string,
  of: ImportOf,
  about: string | null,
): Promise<Outcome<unknown>> {
  const headers = { 'content-type': 'application/octet-stream', 'idempotency-key': id };
  return exchange(`/imports?${new URLSearchParams({ of, ...(about === null ? {} : { about }) })}`, {
    method: 'POST',
    headers,
    body: file,
  });
}

/** The picture of a part, as base64; empty takes it away. */
export function setPhoto(part: string, data: string): Promise<Outcome<unknown>> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': uuidv7() };
  return exchange(`/parts/${part}/photo`, { method: 'PUT', headers, body: JSON.stringify({ data }) });
}

/** The emulated devices of the demo workshop. */
export function demoPost(path: string, body: object): Promise<Outcome<unknown>> {
  return post(`/demo${path}`, body);
}
