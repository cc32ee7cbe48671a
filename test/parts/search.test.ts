import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { partsFoundBy, unindexedParts } from '../../hub/parts/search.ts';
import { gramsOf, pinyinKeys, searchKey, searchOf } from '../../hub/parts/search-text.ts';
import { openShop, type Shop } from '../support/shop.ts';

let shop: Shop;
const ids = new Map<string, string>();

const PARTS = [
  {
    number: 'OF-B8L',
    name: '机油滤清器',
    model: '迈腾 B8L',
    brand: '马勒',
    oeNumbers: ['06J 115 403 Q'],
    fitments: ['迈腾 B8L', '途观 L'],
    barcodes: ['6921588800006'],
  },
  { number: 'AF-B8L', name: '空气滤清器', model: '迈腾 B8L', brand: '曼牌', fitments: ['迈腾 B8L'] },
  { number: 'OL-5W30-4', name: '全合成机油', model: '5W-30', spec: '4 L', brand: '美孚' },
  { number: 'SP-B8L', name: '火花塞', model: 'NGK ８PLUS', brand: 'NGK' },
  { number: 'BLT-M8-25', name: '六角法兰螺栓', model: 'M8 × 25', spec: '8.8 级' },
  { number: 'CQ-1', name: '重庆减震器', model: '长安' },
  { number: '6921588800006-X', name: '盒子', model: '' },
] as const;

beforeEach(async () => {
  shop = await openShop();
  for (const { barcodes = [], ...part } of PARTS as readonly ((typeof PARTS)[number] & {
    barcodes?: readonly string[];
  })[]) {
    const { id } = await shop.done('parts.add', {
      spec: '',
      unit: '个',
      category: '',
      price: 100,
      decimals: 0,
      ...part,
      barcodes: barcodes.map((code) => ({ code, packQuantity: 1000 })),
    });
    ids.set(part.number, String(id));
  }
});

const find = (text: string, limit = 50): Promise<string[]> =>
  shop.store.read((reader) => partsFoundBy(reader, text, limit).map(({ number }) => number));

describe('a part is found', () => {
  test.each([
    ['a fragment of the number', '8L', ['AF-B8L', 'OF-B8L', 'SP-B8L']],
    ['a fragment of the name, one hanzi', '螺', ['BLT-M8-25']],
    ['two hanzi', '机油', ['OF-B8L', 'OL-5W30-4']],
    ['three', '滤清器', ['AF-B8L', 'OF-B8L']],
    ['the model, however it is spaced', 'm8×25', ['BLT-M8-25']],
    ['full width as half', 'ngk 8plus', ['SP-B8L']],
    ['the brand', '马勒', ['OF-B8L']],
    ['a fragment of a barcode', '88000', ['6921588800006-X', 'OF-B8L']],
    ['an OE number without its spaces', '06j115403q', ['OF-B8L']],
    ['a car that it fits', '途观', ['OF-B8L']],
    ['first letters of pinyin', 'jylqq', ['OF-B8L']],
    ['some of them', 'lqq', ['AF-B8L', 'OF-B8L']],
    ['all of the pinyin', 'jiyoulvqingqi', ['OF-B8L']],
    ['each reading of a hanzi', 'cqjzq', ['CQ-1']],
    ['the other reading too', 'zqjzq', ['CQ-1']],
    ['two words, both of them there', '迈腾 机油', ['OF-B8L']],
    ['words of which one is not there', '迈腾 轮胎', []],
  ])('by %s', async (_, text, expected) => {
    expect((await find(text)).toSorted()).toEqual(expected.toSorted());
  });

  test('the exact code first, then numbers that begin so', async () => {
    expect(await find('6921588800006')).toEqual(['OF-B8L', '6921588800006-X']);
    expect(await find('ol-5w30-4')).toEqual(['OL-5W30-4']);
    expect((await find('sp'))[0]).toBe('SP-B8L');
  });

  test('nothing typed, or only signs: all by number', async () => {
    for (const text of ['', '  ', '-', '"*']) expect(await find(text, 2)).toEqual(['6921588800006-X', 'AF-B8L']);
  });

  test('what was changed is found by what it is now and no more by what it was', async () => {
    const part = ids.get('CQ-1');
    await shop.done('parts.change', { part, name: '后减震器', fitments: ['奔奔'] });
    expect(await find('重庆')).toEqual([]);
    expect(await find('奔奔')).toEqual(['CQ-1']);
    await shop.done('parts.set-barcodes', { part, barcodes: [{ code: 'NEW-CODE', packQuantity: 2000 }] });
    expect(await find('newco')).toEqual(['CQ-1']);
    await shop.done('parts.retire', { part, retired: true });
    expect(await find('奔奔')).toEqual([]);
    await shop.done('parts.retire', { part, retired: false });
    expect(await find('奔奔')).toEqual(['CQ-1']);
  });

  test('parts of before there was a search are made findable', async () => {
    await shop.store.write((tx) => {
      tx.run('delete from part_search_index');
      tx.run('delete from part_search_text');
      tx.run('delete from part_search');
    });
    expect(await find('螺栓')).toEqual([]);
    await shop.done('parts.index-search', {});
    expect(await shop.store.read((reader) => unindexedParts(reader, 1))).toEqual([]);
    expect(await find('螺栓')).toEqual(['BLT-M8-25']);
  });
});

test('any fragment of any field finds its part, and only parts that have all of what was typed', async () => {
  const all = await shop.store.read((reader) =>
    reader.all<{ number: string; text: string }>(
      'select p.number, t.text from part_search s join part_search_text t on t.n = s.n join part p on p.id = s.part_id',
    ),
  );
  const fields = all.flatMap(({ number, text }) => text.split('\n').map((field) => ({ number, field: [...field] })));
  const fragment = fc.constantFrom(...fields).chain(({ number, field }) =>
    fc.tuple(fc.nat(field.length - 1), fc.integer({ min: 1, max: field.length })).map(([start, length]) => ({
      number,
      text: field.slice(start, start + length).join(''),
    })),
  );
  await fc.assert(
    fc.asyncProperty(fragment, async ({ number, text }) => {
      const found = await find(text);
      expect(found).toContain(number);
      const really = all.filter((part) => part.text.split('\n').some((field) => field.includes(text)));
      expect(found.toSorted()).toEqual(really.map((part) => part.number).toSorted());
    }),
    { numRuns: 300 },
  );
});

test('whatever is typed is a search and never an error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 80, unit: 'binary' }), async (typed) => {
      await find(typed, 5);
    }),
  );
});

test('texts are compared by letters and digits', () => {
  expect(searchKey(' ＯＦ-b8L ')).toBe('ofb8l');
  expect(pinyinKeys('NGK')).toEqual([]);
  expect(pinyinKeys('NGK火花塞')).toContain('ngkhhs');
  expect(gramsOf('滤清器')).toBe('滤清器 清器 器');
  expect(searchOf('机油 b8l')?.match).toBe('"机油"* AND "b8l"');
  // A name of many readings has not thousands of them.
  expect(pinyinKeys('重行长乐和参差都会')).toHaveLength(16);
});
