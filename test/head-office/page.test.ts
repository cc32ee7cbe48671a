import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mainFacts } from '../../hub/head-office/facts.ts';
import { kindWords } from '../../hub/head-office/words.ts';
import { HandClock, type HeadOfficeSide, newKey, START, startHeadOffice, tempFolder } from '../sync/workshop.ts';
import { eventAt, make, post } from './post.ts';

let folder: ReturnType<typeof tempFolder>;
let office: HeadOfficeSide;
let clock: HandClock;
beforeEach(async () => {
  folder = tempFolder();
  clock = new HandClock();
  office = await startHeadOffice(join(folder.path, 'office.sqlite'), { clock });
});
afterEach(async () => {
  await office.close();
  folder.remove();
});

async function page(query = ''): Promise<string> {
  const response = await fetch(`${office.url}/${query}`);
  expect(response.status).toBe(200);
  return response.text();
}

async function seventeenQueued(): Promise<void> {
  const checkedIn = { number: 'WX-20261122-0007', plate: '京A·D12345', phone: '13800138000', complaint: '<b>异响</b>' };
  const events = [
    eventAt(1, { kind: 'order.checked-in', payload: checkedIn, at: START }),
    eventAt(2, { kind: 'robot.danced', at: START }),
  ];
  const headers = { 'hub-waiting': '17', 'hub-oldest-waiting': String(START - 300_000) };
  await post(office.url, make(newKey(), events, { headers }));
}

test('before the first contact the page says so', async () => {
  expect(await page()).toContain('还没有门店联系过总部');
  expect(await page('?lang=en')).toContain('No branch has been in contact yet');
});

test('a branch shows what head office knows of it, in Chinese first', async () => {
  await seventeenQueued();
  const text = await page();
  expect(text).toContain('lang="zh-CN"');
  expect(text).toContain('data-contact="ready"');
  expect(text).toMatch(/门店待上传<\/dt><dd><span class="fig">17</);
  expect(text).toMatch(/最早一条已等<\/dt><dd><span class="fig">5 分钟</);
  expect(text).toMatch(/已收到序号<\/dt><dd><span class="fig">2</);
  expect(text).toMatch(/隔离待查<\/dt><dd><span class="fig">1</);
  expect(text).toContain('工单 接车');
  expect(text).toContain('京A·D12345');
  expect(text).toContain('隔离：未知类型');
});

test('what a branch sent is text, and telephone numbers are not shown', async () => {
  await seventeenQueued();
  const text = await page();
  expect(text).toContain('&lt;b&gt;异响&lt;/b&gt;');
  expect(text).not.toContain('<b>异响');
  expect(text).not.toContain('13800138000');
});

test.each([
  [60_000, 'ready', '在线'],
  [61_000, 'waiting', '没有消息'],
  [600_000, 'waiting', '没有消息'],
  [601_000, 'stopped', '失去联系'],
])('after %i ms of silence the branch is %s, in words', async (silence, state, word) => {
  await seventeenQueued();
  clock.advance(silence);
  const text = await page();
  expect(text).toContain(`data-contact="${state}"`);
  expect(text).toContain(word);
});

test('head office says what it does not know', async () => {
  await seventeenQueued();
  clock.advance(42 * 60_000);
  expect(await page()).toContain('最近联系：42 分钟前，当时有 17 条待上传；之后的情况总部不知道。');
  expect(await page('?lang=en')).toContain(
    'Last contact 42 min ago, with 17 records queued then; what happened since is not known here.',
  );
});

test('the page may run its own script and nothing else', async () => {
  const response = await fetch(office.url);
  expect(response.headers.get('content-security-policy')).toContain(
    "default-src 'none'; style-src 'self'; script-src 'self'",
  );
  const text = await response.text();
  expect(text).not.toMatch(/<script(?! src="\/page\.js" defer)/);
  expect(text).not.toMatch(/ style=| on[a-z]+=/);
  for (const asset of ['/page.css', '/page.js']) expect((await fetch(`${office.url}${asset}`)).status).toBe(200);
});

test('healthz answers, and an unknown path says so', async () => {
  expect(await (await fetch(`${office.url}/healthz`)).json()).toEqual({ ok: true });
  expect((await fetch(`${office.url}/nothing`)).status).toBe(404);
});

describe('who may read', () => {
  test('without a token only this machine by its own name', async () => {
    const ask = (host: string) => office.app.inject({ url: '/', headers: { host } });
    expect((await ask('127.0.0.1:8090')).statusCode).toBe(200);
    expect((await ask('localhost')).statusCode).toBe(200);
    expect((await ask('rebound.example')).statusCode).toBe(403);
    expect((await office.app.inject({ url: '/v1/feed', headers: { host: 'rebound.example' } })).statusCode).toBe(403);
  });

  test('with a token whoever has it', async () => {
    const guarded = await startHeadOffice(join(folder.path, 'guarded.sqlite'), { readToken: 'dusk-42' });
    try {
      const ask = async (authorization?: string) =>
        (await fetch(`${guarded.url}/v1/feed`, authorization === undefined ? {} : { headers: { authorization } }))
          .status;
      expect(await ask()).toBe(401);
      expect(await ask('Bearer wrong')).toBe(401);
      expect(await ask('Bearer dusk-42')).toBe(200);
      expect(await ask(`Basic ${Buffer.from('boss:dusk-42').toString('base64')}`)).toBe(200);
      expect((await post(guarded.url, make(newKey(), [eventAt(1)]))).status).toBe(200);
    } finally {
      await guarded.close();
    }
  });
});

test('a kind without a word is shown as it is', () => {
  expect(kindWords('order.checked-in', 'en')).toBe('Repair order checked in');
  expect(kindWords('order.polished', 'zh')).toBe('工单 polished');
  expect(kindWords('robot.danced', 'zh')).toBe('robot.danced');
  expect(kindWords('constructor.called', 'zh')).toBe('constructor.called');
});

test('the main facts of an event are what a person knows it by', () => {
  const payload = {
    requisition: '018f0000-0000-7000-8000-000000000000',
    number: 'LY-20261122-0001',
    lines: [{}, {}],
    quantity: 3420,
    amount: 123_450,
    remark: '第五个',
    constructor: 'x',
  };
  expect(mainFacts(payload, 'zh').map(({ label, text }) => `${label} ${text}`)).toEqual([
    '单号 LY-20261122-0001',
    '数量 3.42',
    '行数 2',
    '金额 ￥1,234.50',
  ]);
  expect(mainFacts(null, 'zh')).toEqual([]);
});
