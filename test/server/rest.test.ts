import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../hub/kernel/ids.ts';
import { mayGrant } from '../../hub/people/rules.ts';
import { openTestHub, type TestHub } from '../support/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

async function keeperCookie(): Promise<string> {
  const response = await hub.app.inject({
    method: 'POST',
    url: '/api/v1/sessions',
    headers: { host: 'localhost' },
    payload: { badge: 'GP2001', pin: '246810', station: null },
  });
  expect(response.statusCode).toBe(200);
  const [cookie] = response.cookies;
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
  return `${cookie?.name}=${cookie?.value}`;
}

async function createSlip(headers: Record<string, string>, payload: object = {}) {
  const warehouse = await hub.store.read((reader) => reader.one<{ id: string }>('select id from warehouse')?.id);
  return hub.app.inject({
    method: 'POST',
    url: '/api/v1/requisitions',
    headers: { host: 'localhost', ...headers },
    payload: { warehouse, purpose: 'kit', receiver: null, order: null, remark: '', lines: [], ...payload },
  });
}

describe('REST', () => {
  test('a repeat with the same Idempotency-Key answers the same and says that it is a repeat', async () => {
    const headers = { cookie: await keeperCookie(), 'idempotency-key': newId() };
    const first = await createSlip(headers);
    const second = await createSlip(headers);
    expect(first.statusCode).toBe(200);
    expect(first.json()).toMatchObject({ number: expect.stringMatching(/^LY-\d{8}-\d{4}$/) });
    expect(second.json()).toEqual(first.json());
    expect(second.headers['idempotent-replayed']).toBe('true');
  });

  test('without a key, without a session, with a wrong shape, with a used key: a problem with its code', async () => {
    const cookie = await keeperCookie();
    const key = newId();
    const noKey = await createSlip({ cookie });
    expect(noKey).toMatchObject({ statusCode: 400 });
    expect(noKey.headers['content-type']).toContain('application/problem+json');
    expect(noKey.json()).toMatchObject({ code: 'operation.id-missing' });
    const nobody = await createSlip({ 'idempotency-key': newId() });
    expect(nobody).toMatchObject({ statusCode: 401 });
    expect(nobody.json()).toMatchObject({ code: 'auth.sign-in-first' });
    const wrong = await createSlip({ cookie, 'idempotency-key': newId() }, { purpose: 'fun' });
    expect(wrong).toMatchObject({ statusCode: 400 });
    expect(wrong.json()).toMatchObject({ code: 'request.invalid', fields: [{ path: '/purpose' }] });
    await createSlip({ cookie, 'idempotency-key': key });
    const reused = await createSlip({ cookie, 'idempotency-key': key }, { remark: 'another' });
    expect(reused).toMatchObject({ statusCode: 422 });
    expect(reused.json()).toMatchObject({ code: 'operation.id-reused' });
  });

  test('a refusal of the rules is 409 with its facts', async () => {
    const headers = { cookie: await keeperCookie(), 'idempotency-key': newId() };
    const { id, number } = (await createSlip(headers)).json<{ id: string; number: string }>();
    const response = await hub.app.inject({
      method: 'POST',
      url: `/api/v1/requisitions/${id}/confirm`,
      headers: { ...headers, host: 'localhost', 'idempotency-key': newId() },
    });
    expect(response.statusCode).toBe(409);
    expect(response.json()).toMatchObject({ code: 'requisitions.no-receiver', facts: { number } });
  });

  test('a query takes its numbers from the address', async () => {
    const response = await hub.app.inject({
      url: '/api/v1/parts?text=机油滤清器&limit=3',
      headers: { host: 'localhost' },
    });
    expect(response.json<{ parts: { name: string }[] }>().parts).toHaveLength(3);
    const wrong = await hub.app.inject({ url: '/api/v1/parts?text=x&limit=many', headers: { host: 'localhost' } });
    expect(wrong.statusCode).toBe(400);
  });

  test('what only the hub itself may do has no address', async () => {
    const response = await hub.app.inject({
      method: 'POST',
      url: '/api/v1/people/pin-failures',
      headers: { host: 'localhost', 'idempotency-key': newId() },
      payload: { person: null, device: 'x' },
    });
    expect(response.statusCode).toBe(404);
  });

  test('a page of another site may not write, and the hub answers to its own names only', async () => {
    const foreign = await createSlip({ origin: 'https://evil.example', 'idempotency-key': newId() });
    expect(foreign).toMatchObject({ statusCode: 403 });
    expect(foreign.json()).toMatchObject({ code: 'request.bad-origin' });
    const rebound = await hub.app.inject({ url: '/healthz', headers: { host: 'evil.example' } });
    expect(rebound.statusCode).toBe(403);
  });

  test('a body that is too large is refused with its code', async () => {
    const response = await createSlip(
      { cookie: await keeperCookie(), 'idempotency-key': newId() },
      { remark: 'x'.repeat(1_100_000) },
    );
    expect(response.statusCode).toBe(413);
    expect(response.json()).toMatchObject({ code: 'request.too-large' });
  });

  test('the OpenAPI document names every public operation, and its pages have their own policy', async () => {
    const document = (await hub.app.inject({ url: '/api/docs/json', headers: { host: 'localhost' } })).json<{
      paths: Record<string, Record<string, { operationId?: string }>>;
    }>();
    const named = Object.values(document.paths).flatMap((path) => Object.values(path).map((one) => one.operationId));
    for (const { contract } of hub.operations.filter((operation) => operation.contract.who.length > 0)) {
      expect(named).toContain(contract.name);
    }
    const page = await hub.app.inject({ url: '/api/docs', headers: { host: 'localhost' } });
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).not.toContain("default-src 'none'");
  });

  test('health says that the store can be read', async () => {
    const response = await hub.app.inject({ url: '/healthz', headers: { host: '127.0.0.1:8080' } });
    expect(response.json()).toMatchObject({ status: 'ok', line: 'off' });
  });
});

describe('who may what', () => {
  async function cookieOf(badge: string, pin: string): Promise<string> {
    const payload = { badge, pin, station: null };
    const response = await hub.app.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      headers: { host: 'localhost' },
      payload,
    });
    return `wh_session=${response.cookies[0]?.value}`;
  }

  test('what a new workshop needs to know it can ask: warehouses with their bins, people with their roles', async () => {
    const headers = { host: 'localhost', cookie: await cookieOf('GP9001', '900110') };
    const warehouses = (await hub.app.inject({ url: '/api/v1/warehouses', headers })).json<{
      warehouses: { bins: object[] }[];
    }>();
    expect(warehouses.warehouses).toMatchObject([{ code: 'A', name: '总仓' }]);
    expect(warehouses.warehouses[0]?.bins.length).toBeGreaterThan(48);
    const people = (await hub.app.inject({ url: '/api/v1/people', headers })).json<{ people: object[] }>();
    expect(people.people).toContainEqual(expect.objectContaining({ number: '2001', name: '吴敏', roles: ['keeper'] }));
  });

  test.each(['head-office', 'visitor'])('nobody can be made %s', async (role) => {
    const headers = { host: 'localhost', cookie: await cookieOf('GP9001', '900110'), 'idempotency-key': newId() };
    const payload = { number: role, name: '甲', team: '', badge: role, roles: [role], keeperOf: [], pin: null };
    const response = await hub.app.inject({ method: 'POST', url: '/api/v1/people', headers, payload });
    expect(response.json()).toMatchObject({ code: 'people.may-not-grant', facts: { role } });
  });

  test('a manager makes no managers and no administrators, an administrator does', () => {
    expect(mayGrant(['manager'], 'keeper')).toBe(true);
    expect(mayGrant(['manager'], 'administrator')).toBe(false);
    expect(mayGrant(['manager'], 'manager')).toBe(false);
    expect(mayGrant(['administrator'], 'manager')).toBe(true);
    expect(mayGrant(['keeper'], 'technician')).toBe(false);
  });

  test("a technician cannot change, submit or cancel a keeper's slip", async () => {
    const created = await createSlip({ cookie: await keeperCookie(), 'idempotency-key': newId() });
    const { id } = created.json<{ id: string }>();
    const cookie = await cookieOf('GP1007', '100710');
    for (const act of ['submit', 'cancel', 'undo']) {
      const headers = { host: 'localhost', cookie, 'idempotency-key': newId() };
      const response = await hub.app.inject({ method: 'POST', url: `/api/v1/requisitions/${id}/${act}`, headers });
      expect(response.json()).toMatchObject({ code: 'requisitions.not-yours' });
    }
  });

  test('every public operation and query answers a role that it does not name with 401 or 403, and nothing else', async () => {
    const cookies = {
      visitor: '',
      technician: await cookieOf('GP1007', '100710'),
      advisor: await cookieOf('GP3001', '300110'),
      cashier: await cookieOf('GP3201', '320110'),
    };
    for (const { contract } of hub.operations.filter((operation) => operation.contract.who.length > 0)) {
      for (const [role, cookie] of Object.entries(cookies)) {
        const may = contract.who.some((name) => name === 'visitor' || name === role);
        const url = `/api/v1${contract.path.replace(/:\w+/g, newId())}`;
        const headers = { host: 'localhost', cookie, 'idempotency-key': newId() };
        const { statusCode } = await hub.app.inject({ method: contract.method, url, headers, payload: {} });
        if (may) expect([200, 400, 403, 409], `${role} ${contract.name}`).toContain(statusCode);
        else expect(statusCode, `${role} ${contract.name}`).toBe(role === 'visitor' ? 401 : 403);
      }
    }
  });
});

describe('signing in', () => {
  const signIn = (badge: string, pin: string, station: string | null = null) =>
    hub.app.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      headers: { host: 'localhost' },
      payload: { badge, pin, station },
    });

  test('five wrong PINs lock the person, say how long, and a right PIN does not help then', async () => {
    for (const left of [4, 3, 2, 1, 0]) {
      const wrong = await signIn('GP2002', '000000');
      expect(wrong.statusCode).toBe(409);
      expect(wrong.json()).toMatchObject({ code: 'people.wrong-pin', facts: { left } });
    }
    expect((await signIn('GP2002', '135790')).json()).toMatchObject({ code: 'people.locked', facts: { minutes: 15 } });
    hub.clock.advance(15 * 60_000 + 1);
    expect((await signIn('GP2002', '135790')).statusCode).toBe(200);
  });

  test('sixty tries side by side are five tries', async () => {
    hub.clock.advance(15 * 60_000 + 1);
    const answers = await Promise.all(Array.from({ length: 60 }, () => signIn('GP2003', '000000')));
    const codes = answers.map((answer) => answer.json<{ code: string }>().code);
    expect(codes.filter((code) => code === 'people.wrong-pin')).toHaveLength(5);
    expect(codes.filter((code) => code === 'people.locked')).toHaveLength(55);
    hub.clock.advance(15 * 60_000 + 1);
  });

  test('twenty wrong PINs from one device lock the device, whatever station it claims to be', async () => {
    for (let tries = 0; tries < 20; tries += 1) await signIn(`NOBODY-${tries}`, '000000', 'counter-1');
    expect((await signIn('GP2001', '246810')).json()).toMatchObject({ code: 'people.locked' });
    hub.clock.advance(15 * 60_000 + 1);
    expect((await signIn('GP2001', '246810', 'nowhere')).json()).toMatchObject({ code: 'stations.no-such-station' });
  });

  test('a lock ends after a quarter of an hour also when the clock was two weeks ahead', async () => {
    const ahead = 14 * 24 * 3_600_000;
    hub.clock.setWall(hub.clock.wall() + ahead);
    for (let tries = 0; tries < 6; tries += 1) await signIn('GP2003', '000000');
    hub.clock.setWall(hub.clock.wall() - ahead);
    expect((await signIn('GP2003', '112358')).statusCode).toBe(200);
  });

  test('an unknown badge says no more than a wrong PIN does', async () => {
    expect((await signIn('NOBODY', '246810')).json()).toMatchObject({ code: 'people.wrong-pin' });
  });

  test('a counter is opened by a keeper of its warehouse only', async () => {
    const technician = await signIn('GP1007', '100710', 'counter-1');
    expect(technician.json()).toMatchObject({ code: 'people.station-needs-keeper', facts: { person: '周建国' } });
  });

  test('a session that nobody used is over', async () => {
    const cookie = await keeperCookie();
    const current = () => hub.app.inject({ url: '/api/v1/sessions/current', headers: { host: 'localhost', cookie } });
    expect((await current()).json()).toMatchObject({ session: { person: { name: '吴敏' } } });
    hub.clock.advance(31 * 60_000);
    expect((await current()).json()).toEqual({ session: null });
  });
});
