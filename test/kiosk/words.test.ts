import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { en } from '../../kiosk/words/en.ts';
import { enAnswers } from '../../kiosk/words/en-answers.ts';
import { quantityText, readable } from '../../kiosk/words/facts.ts';
import { fill } from '../../kiosk/words/fill.ts';
import { zh } from '../../kiosk/words/zh.ts';
import { zhAnswers } from '../../kiosk/words/zh-answers.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Codes of the printer drivers, as print jobs carry them. */
const PRINT_CODES = [
  'paper-out',
  'cover-open',
  'offline',
  'unreachable',
  'timeout',
  'disconnected',
  'error',
  'no-acknowledgement',
];

function contractFiles(): string[] {
  return readdirSync(join(ROOT, 'hub'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(^|-)contract\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string' && item !== '') : [];
}

/** Every code that a contract exports: the refusals of its operations and its lists of codes. */
async function codesOfContracts(): Promise<Set<string>> {
  const codes = new Set<string>();
  for (const file of contractFiles()) {
    const contract: Record<string, unknown> = await import(file);
    for (const [name, value] of Object.entries(contract)) {
      if (/(REFUSALS|CODES)$/.test(name)) for (const code of strings(value)) codes.add(code);
      if (typeof value !== 'object' || value === null || !('refusals' in value)) continue;
      for (const code of strings(value.refusals)) codes.add(code);
    }
  }
  return codes;
}

async function states(): Promise<string[]> {
  const { PRINT_STATES } = await import('../../hub/printing/contract.ts');
  const { APPROVAL_STATES } = await import('../../hub/requisitions/contract.ts');
  const { devicesTopic } = await import('../../hub/stations/contract.ts');
  const device = devicesTopic.state.properties.devices.items.properties;
  return [
    ...PRINT_STATES.map((state) => `print.${state}`),
    ...APPROVAL_STATES.map((state) => `approval.${state}`),
    ...device.state.enum.map((state) => `device.${state}`),
    ...PRINT_CODES.map((code) => `print-code.${code}`),
    'paper.ok',
    'paper.near-end',
    'paper.out',
  ];
}

test('every code of the hub has a sentence, and no sentence is left of a code that is gone', async () => {
  const codes = await codesOfContracts();
  expect(codes.size).toBeGreaterThan(60);
  const wanted = [...codes, ...(await states())].sort();
  expect(Object.keys(zhAnswers).sort()).toEqual(wanted);
});

test('every meaning, outcome and family of a device has a word', async () => {
  const { MEANINGS, SCAN_OUTCOMES } = await import('../../hub/stations/contract.ts');
  const keys = Object.keys(zh);
  for (const meaning of MEANINGS) expect(keys).toContain(`meaning.${meaning}`);
  for (const outcome of SCAN_OUTCOMES) expect(keys).toContain(`outcome.${outcome}`);
});

test('both languages have the same sentences with the same facts', () => {
  const chinese: Record<string, string> = { ...zh, ...zhAnswers };
  const english: Record<string, string> = { ...en, ...enAnswers };
  expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort());
  const facts = (sentence: string): string[] =>
    [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();
  for (const [key, sentence] of Object.entries(chinese)) {
    expect(sentence, key).not.toBe('');
    expect(facts(english[key] ?? ''), key).toEqual(facts(sentence));
  }
});

test('a short line says how many are left and how many are needed, in units', () => {
  const facts = readable({ part: '前刹车片', unit: '个', issuable: 1000, wanted: 2500 }, (state) => state);
  expect(fill(zhAnswers['requisitions.short'], facts)).toBe('前刹车片: 仅剩 1 个 可领, 需 2.5');
  expect(fill(enAnswers['requisitions.short'], facts)).toBe('前刹车片: only 1 个 left to issue, 2.5 needed');
});

test('a decided slip names its state in words', () => {
  const facts = readable({ number: 'LY-20261122-0035', approval: 'APPROVED', by: '丙' }, () => '已批准');
  expect(fill(zhAnswers['requisitions.already-decided'], facts)).toBe('LY-20261122-0035 已批准, 由 丙 处理, 不能再改');
});

test('a quantity of thousandths is written as short as it can be', () => {
  expect([0, 1000, 3420, 500, 86_500, 5, -1500].map(quantityText)).toEqual([
    '0',
    '1',
    '3.42',
    '0.5',
    '86.5',
    '0.005',
    '-1.5',
  ]);
});

test('a fact that did not come does not break its sentence', () => {
  expect(fill('{person}, 请输入 PIN', {})).toBe('…, 请输入 PIN');
});
