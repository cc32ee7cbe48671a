import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../hub/kernel/actor.ts';
import { readCsv } from '../../hub/kernel/csv.ts';
import { newId } from '../../hub/kernel/ids.ts';
import { isRefusal } from '../../hub/kernel/refusal.ts';
import type { ReadTable } from '../../hub/kernel/table-file.ts';
import { readXlsx } from '../../hub/kernel/xlsx.ts';
import { openTestHub, type TestHub } from '../support/test-hub.ts';

let hub: TestHub;
let cookie = '';
const ids: Record<string, string> = {};

const idOf = (table: string, by: string, value: string): Promise<string> =>
  hub.store.read((reader) => reader.one<{ id: string }>(`select id from ${table} where ${by} = ?`, value)?.id ?? '');

async function act(name: string, request: object): Promise<{ id: string; number: string }> {
  const keeper: Actor = {
    person: ids['2001'] ?? '',
    roles: ['keeper'],
    station: null,
    provedAt: hub.clock.wall(),
    system: null,
  };
  const answer = await hub.executor.run({ operationId: newId(), name, request, actor: keeper });
  if (answer.outcome === 'refused') throw new Error(`${name}: ${answer.code}`);
  return answer.reply as { id: string; number: string };
}

/** 周建国 got three parts and brings one back, 李志明 got one, and a slip of 周建国 waits. */
beforeAll(async () => {
  hub = await openTestHub();
  for (const number of ['2001', '1007', '1008']) ids[number] = await idOf('person', 'number', number);
  for (const number of ['OF-B8L', 'SP-B8L', 'AF-B8L']) ids[number] = await idOf('part', 'number', number);
  const warehouse = await idOf('warehouse', 'code', 'A');
  const slip = async (receiver: string, parts: readonly string[], remark: string) => {
    const head = { warehouse, purpose: 'kit', receiver: ids[receiver], order: null, remark };
    const lines = parts.map((part) => ({ part: ids[part], quantity: 2000 }));
    return act('requisitions.create', { ...head, lines });
  };
  for (const [receiver, parts, remark] of [
    ['1007', ['OF-B8L', 'SP-B8L', 'AF-B8L'], '=HYPERLINK("http://x")'],
    ['1008', ['OF-B8L'], '外三补货'],
  ] as const)
    await act('requisitions.confirm', { requisition: (await slip(receiver, parts, remark)).id });
  await act('requisitions.submit', { requisition: (await slip('1007', ['OF-B8L'], '急')).id });
  const back = await act('returns.start', { person: ids['1007'], warehouse, ticket: false });
  const line = await idOf('return_line', 'return_id', back.id);
  await act('returns.set-line', { return: back.id, line, quantity: 1000 });
  await act('returns.confirm', { return: back.id });
  await act('returns.start', { person: ids['1008'], warehouse, ticket: false });
  const session = await hub.app.inject({
    ...{ method: 'POST', url: '/api/v1/sessions', headers: { host: 'localhost' } },
    payload: { badge: 'GP2001', pin: '246810', station: null },
  });
  cookie = session.cookies.map(({ name, value }) => `${name}=${value}`).join();
});
afterAll(() => hub.close());

const get = (url: string, query: Record<string, string>) =>
  hub.app.inject({ url, query, headers: { host: 'localhost', cookie } });

async function file(list: string, format: 'csv' | 'xlsx', asked: Record<string, string>): Promise<ReadTable> {
  const response = await get(`/api/v1/lists/${list}/file`, { ...asked, format });
  expect(response.statusCode).toBe(200);
  const bytes = new Uint8Array(response.rawPayload);
  const table = format === 'csv' ? readCsv(bytes) : await readXlsx(bytes);
  if (isRefusal(table)) throw new Error(table.refused);
  return table;
}

describe('a list as a file has the rows that its page shows, filtered, searched and sorted', () => {
  test.each([
    [
      'requisitions.list',
      '/requisitions',
      '出库单编号',
      'number',
      3,
      [{ approval: 'SUBMITTED' }, { search: '外三' }],
      [1, 1],
    ],
    ['holdings.list', '/holdings', '配件编号', 'number', 4, [{ person: '1008' }, { search: 'SP-B8L' }], [1, 1]],
    ['returns.list', '/returns', '编号', 'number', 2, [{ state: 'RECEIVED' }, { person: '1008' }], [1, 1]],
    [
      'stock.history',
      '/stock/history',
      '配件编号',
      'partNumber',
      null,
      [{ kind: 'return' }, { kind: 'issue', part: 'SP-B8L' }],
      [1, 1],
    ],
  ] as const)('%s', async (list, path, title, key, all, filters, counts) => {
    for (const [index, filter] of [{}, ...filters].entries()) {
      const asked = Object.fromEntries(
        Object.entries<string>(filter).map(([name, value]) => [
          name,
          name === 'search' ? value : (ids[value] ?? value),
        ]),
      );
      for (const order of [{}, { sort: key, descending: 'true' }]) {
        const shown = (await get(`/api/v1${path}`, { ...asked, ...order, limit: '500' })).json() as {
          rows: Record<string, unknown>[];
        };
        const expected = shown.rows.map((row) => row[key]);
        for (const format of ['csv', 'xlsx'] as const) {
          const { header, rows } = await file(list, format, { ...asked, ...order } as Record<string, string>);
          expect(rows.map(({ cells }) => cells[header.indexOf(title)])).toEqual(expected);
        }
        const count = index === 0 ? all : counts[index - 1];
        if (count === null) expect(expected.length).toBeGreaterThan(300);
        else expect(expected).toHaveLength(count ?? -1);
      }
    }
  });
});

test('a remark that a spreadsheet would run is a text in both files', async () => {
  const csv = (await get('/api/v1/lists/requisitions.list/file', { format: 'csv', search: 'HYPERLINK' })).body;
  expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
  for (const format of ['csv', 'xlsx'] as const) {
    const { header, rows } = await file('requisitions.list', format, { search: 'HYPERLINK' });
    expect(rows.map(({ cells }) => cells[header.indexOf('备注')])).toEqual(['=HYPERLINK("http://x")']);
  }
});

test('a file says in words what proved a movement', async () => {
  const { header, rows } = await file('stock.history', 'csv', {});
  const words = new Set(rows.map(({ cells }) => cells[header.indexOf('凭证')]));
  expect(words.size).toBeGreaterThan(0);
  for (const word of words) expect(['扫码', '称重', '人工', '点按']).toContain(word);
  expect(header).toContain('批次或序列号');
});

test("the times of a file are the workshop's own", async () => {
  const { header, rows } = await file('stock.history', 'csv', { kind: 'return' });
  const shanghai = new Date(hub.clock.wall() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
  expect(rows.map(({ cells }) => cells[header.indexOf('时间')])).toEqual([shanghai]);
});
