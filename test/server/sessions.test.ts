import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { openTestHub, type TestHub } from '../support/test-hub.ts';
import { startWorkshop } from '../support/workshop.ts';

let hub: TestHub;
beforeEach(async () => {
  hub = await openTestHub();
  onTestFinished(() => hub.close());
});

const KEEPER = { badge: 'GP2001', pin: '246810' };
const MANAGER_PIN = '900110';
const AT_DESK = { 'x-workshop-place': 'desk' };

type Headers = Record<string, string>;

function signIn(payload: object, headers: Headers = {}, query = '') {
  const request = { method: 'POST', url: `/api/v1/sessions${query}`, payload: { station: null, ...payload } } as const;
  return hub.app.inject({ ...request, headers: { host: 'localhost', ...headers } });
}

/** "name=value" of the one cookie that was set. */
async function cookieFor(payload: object, headers: Headers = {}, query = ''): Promise<string> {
  const response = await signIn(payload, headers, query);
  expect(response.statusCode).toBe(200);
  expect(response.cookies).toHaveLength(1);
  const [cookie] = response.cookies;
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
  return `${cookie?.name}=${cookie?.value}`;
}

/** Who the hub takes for the sender of a request. */
async function whoIs(cookie: string, headers: Headers = {}, query = ''): Promise<string | null> {
  const response = await hub.app.inject({
    url: `/api/v1/sessions/current${query}`,
    headers: { host: 'localhost', cookie, ...headers },
  });
  return response.json<{ session: { person: { name: string } } | null }>().session?.person.name ?? null;
}

describe('a browser that has a counter open and is signed in at the desk', () => {
  test('is each of them at its place, and neither anywhere else', async () => {
    const counter = await cookieFor({ ...KEEPER, station: 'counter-1' });
    const desk = await cookieFor({ number: '9001', pin: MANAGER_PIN }, AT_DESK);
    expect([counter, desk].map((cookie) => cookie.split('=')[0])).toEqual(['wh_session', 'wh_desk']);
    const both = `${counter}; ${desk}`;
    expect([await whoIs(both), await whoIs(both, AT_DESK)]).toEqual(['吴敏', '黄志远']);
    expect([await whoIs(counter, AT_DESK), await whoIs(desk)]).toEqual([null, null]);
    // Any other word is no place: the page is a counter's.
    expect(await whoIs(both, { 'x-workshop-place': 'desktop' })).toBe('吴敏');
  });

  test('says its place in the query where it can set no header', async () => {
    const desk = await cookieFor({ number: '9001', pin: MANAGER_PIN }, {}, '?place=desk');
    expect(desk).toMatch(/^wh_desk=/);
    expect([await whoIs(desk, {}, '?place=desk'), await whoIs(desk, {}, '?place=desk&place=desk')]).toEqual([
      '黄志远',
      null,
    ]);
  });

  test('signs out at one and stays at the other', async () => {
    const counter = await cookieFor({ ...KEEPER, station: 'counter-1' });
    const response = await signIn({ ...KEEPER }, AT_DESK);
    const both = `${counter}; wh_desk=${response.cookies[0]?.value}`;
    const { session } = response.json<{ session: string }>();
    const out = await hub.app.inject({
      method: 'DELETE',
      url: `/api/v1/sessions/${session}`,
      headers: {
        host: 'localhost',
        cookie: both,
        'idempotency-key': '0190163d-8694-739b-aea5-966c26f8ad91',
        ...AT_DESK,
      },
    });
    expect(out.statusCode).toBe(200);
    expect([await whoIs(both), await whoIs(both, AT_DESK)]).toEqual(['吴敏', null]);
  });

  test('has the rights of its place: the manager of the desk is no manager at the counter', async () => {
    const both = `${await cookieFor({ ...KEEPER, station: 'counter-1' })}; ${await cookieFor({ number: '9001', pin: MANAGER_PIN }, AT_DESK)}`;
    const add = (headers: Headers, key: string) =>
      hub.app.inject({
        method: 'POST',
        url: '/api/v1/devices',
        headers: { host: 'localhost', cookie: both, 'idempotency-key': key, ...headers },
        payload: {
          ...{ family: 'scanner', profile: 'generic-serial', address: '/dev/serial/by-id/x' },
          ...{ station: null, label: '', own: {} },
        },
      });
    expect(await add({}, '0190163d-8694-739b-aea5-966c26f8ad91')).toMatchObject({ statusCode: 403 });
    const added = await add(AT_DESK, '0190163d-8694-739b-aea5-966c26f8ad92');
    expect(added).toMatchObject({ statusCode: 200 });
    expect(added.json()).toEqual({ device: 'scanner-1' });
  });
});

test('a socket of the desk is who signed in there, one of a counter who opened that', async () => {
  const workshop = await startWorkshop();
  const cookie = `${await workshop.openCounter('counter-1')}; ${await workshop.signInAtDesk('9001')}`;
  const desk = await workshop.page({ desk: true, cookie });
  const counter = await workshop.page({ station: 'counter-1', cookie });
  await eventually(() => {
    expect(desk.frames[0]).toMatchObject({ type: 'hello', session: { person: { name: '黄志远' }, station: null } });
    expect(counter.frames[0]).toMatchObject({ session: { person: { name: '吴敏' }, station: 'counter-1' } });
  });
});

describe('who it is', () => {
  test.each([
    ['the staff number', { number: '2001' }],
    ['the badge, typed where the number belongs', { number: 'GP2001' }],
    ['the badge, as a scanner read it', { badge: 'GP2001' }],
  ])('is said by %s', async (_, who) => {
    const response = await signIn({ ...who, pin: KEEPER.pin }, AT_DESK);
    expect(response.json()).toMatchObject({ person: { name: '吴敏' }, station: null, roles: ['keeper'] });
  });

  test('or by the page that knows it already', async () => {
    const person = (await signIn(KEEPER)).json<{ person: { id: string } }>().person.id;
    expect((await signIn({ person, pin: KEEPER.pin })).json()).toMatchObject({ person: { name: '吴敏' } });
  });

  test('a number may open a counter too, when it is a keeper’s', async () => {
    expect(await cookieFor({ number: '2001', pin: KEEPER.pin, station: 'counter-1' })).toMatch(/^wh_session=/);
    const technician = await signIn({ number: '1007', pin: '100710', station: 'counter-1' });
    expect(technician.json()).toMatchObject({ code: 'people.station-needs-keeper' });
  });

  test('a badge is a badge only: a scanner that reads a number is nobody', async () => {
    expect((await signIn({ badge: '2001', pin: KEEPER.pin })).json()).toMatchObject({ code: 'people.wrong-pin' });
  });

  test('a number that nobody has is refused like a wrong PIN', async () => {
    const [nobody, wrong] = [
      await signIn({ number: '7777', pin: '123456' }),
      await signIn({ number: '2001', pin: '123456' }),
    ];
    expect([nobody.statusCode, wrong.statusCode]).toEqual([409, 409]);
    expect(Object.keys(nobody.json())).toEqual(Object.keys(wrong.json()));
    expect(nobody.json()).toMatchObject({ code: 'people.wrong-pin' });
    expect(nobody.cookies).toEqual([]);
  });

  test.each([
    ['nothing', {}],
    ['badge and number', { badge: 'GP2001', number: '2001' }],
    ['number and person', { number: '2001', person: '0190163d-8694-739b-aea5-966c26f8ad91' }],
    ['all three', { badge: 'GP2001', number: '2001', person: '0190163d-8694-739b-aea5-966c26f8ad91' }],
  ])('is said once: %s is no request, and no try of a PIN', async (_, who) => {
    for (let tries = 0; tries < 12; tries += 1) {
      const response = await signIn({ ...who, pin: KEEPER.pin });
      expect(response.statusCode).toBe(400);
      expect(response.json()).toMatchObject({ code: 'request.invalid', fields: [{ path: '/badge' }] });
    }
    expect((await signIn(KEEPER)).statusCode).toBe(200);
  });
});
