import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CATALOGUES } from '../../kiosk/words/catalogues.ts';
import { en } from '../../kiosk/words/en.ts';
import { type Facts, quantityText } from '../../kiosk/words/facts.ts';
import { fill } from '../../kiosk/words/fill.ts';
import { sentenceIn } from '../../kiosk/words/sentences.ts';
import { zh } from '../../kiosk/words/zh.ts';
import { zhAnswers } from '../../kiosk/words/zh-answers.ts';
import { zhDesk } from '../../kiosk/words/zh-desk.ts';
import { zhImport } from '../../kiosk/words/zh-import.ts';

const ROOT = join(import.meta.dirname, '../..');
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
      // A print code is a word beside a job, never an answer by itself; see `states`.
      if (name !== 'PRINT_CODES' && /(REFUSALS|CODES)$/.test(name)) for (const code of strings(value)) codes.add(code);
      if (typeof value !== 'object' || value === null || !('refusals' in value)) continue;
      for (const code of strings(value.refusals)) codes.add(code);
    }
  }
  return codes;
}

async function states(): Promise<string[]> {
  const { PRINT_CODES, PRINT_STATES } = await import('../../hub/printing/contract.ts');
  const { APPROVAL_STATES } = await import('../../hub/requisitions/contract.ts');
  const { devicesTopic } = await import('../../hub/stations/topic-contract.ts');
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
  expect([...Object.keys(zhAnswers), ...Object.keys(zhImport)].sort()).toEqual(wanted);
});

test('every meaning, outcome and family of a device has a word', async () => {
  const { MEANINGS, SCAN_OUTCOMES } = await import('../../hub/stations/contract.ts');
  const keys = Object.keys(zh);
  for (const meaning of MEANINGS) expect(keys).toContain(`meaning.${meaning}`);
  for (const outcome of SCAN_OUTCOMES) expect(keys).toContain(`outcome.${outcome}`);
});

test('every state of a device, every refused frame and every problem of a sample has its sentence at the desk', async () => {
  const { deskDevicesTopic } = await import('../../hub/stations/device-contract.ts');
  const { frameSample } = await import('../../hub/stations/frame-contract.ts');
  const { FRAME_REFUSALS } = await import('../../devices/device.ts');
  const keys = Object.keys(zhDesk);
  const { state } = deskDevicesTopic.state.properties.devices.items.properties;
  for (const name of state.enum) expect(keys).toContain(`state.${name}`);
  for (const code of FRAME_REFUSALS) expect(keys).toContain(`frame-refused.${code}`);
  const [problem] = frameSample.reply.properties.problem.anyOf;
  for (const code of problem.properties.code.enum) expect(keys).toContain(`log.problem-${code}`);
});

test('both languages have the same sentences with the same facts', () => {
  const chinese: Record<string, string> = CATALOGUES.zh;
  const english: Record<string, string> = CATALOGUES.en;
  expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort());
  // The English word for one or more of something is no fact of its own.
  const facts = (sentence: string): string[] =>
    [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();

  for (const [key, sentence] of Object.entries(chinese)) {
    expect(sentence, key).not.toBe('');
    expect(facts(english[key] ?? ''), key).toEqual(facts(sentence));
  }
});

function said(language: keyof typeof CATALOGUES, code: string, facts: Facts): string {
  return sentenceIn((key) => CATALOGUES[language][key], code, facts);
}

test('a short line says which part, how many are left and how many are needed, in units', () => {
  const facts = { part: '机油滤清器', model: '迈腾 B8L', number: 'OF-B8L', unit: '个', issuable: 1000, wanted: 2500 };
  expect(said('zh', 'requisitions.short', facts)).toBe('机油滤清器 迈腾 B8L (OF-B8L): 仅剩 1 个可领, 需 2.5');
  expect(said('en', 'requisitions.short', facts)).toBe(
    '机油滤清器 迈腾 B8L (OF-B8L): only 1 个 left to issue, 2.5 needed',
  );
  expect(said('zh', 'requisitions.short', { ...facts, model: '' })).toMatch(/^机油滤清器 \(OF-B8L\): /);
});

test('a sentence names the model of a part once', () => {
  const facts = { part: '启停蓄电池', model: '12 V 70 Ah', number: 'BAT-70', successor: 'BAT-80' };
  for (const language of ['zh', 'en'] as const) {
    const ofParts = Object.entries<string>(CATALOGUES[language]).filter(([, sentence]) => sentence.includes('{part}'));
    expect(ofParts.length).toBeGreaterThan(20);
    for (const [code] of ofParts) expect(said(language, code, facts).split(facts.model).length, code).toBe(2);
  }
});

test('Chinese sets a unit before a word without a space', () => {
  for (const [code, sentence] of Object.entries<string>(CATALOGUES.zh)) {
    expect(sentence, code).not.toMatch(/\{unit\} [\u4e00-\u9fff]/);
  }
});

test('a decided slip says what became of it, and by whom when somebody did it', () => {
  const number = 'LY-20261122-0035';
  const decided = (approval: string, by: string) =>
    said('zh', 'requisitions.already-decided', { number, approval, by });
  expect(decided('APPROVED', '丙')).toBe(`${number} 已由 丙 批准出库, 不能再改`);
  expect(decided('REJECTED', '丙')).toBe(`${number} 已被 丙 否决, 不能再改`);
  expect(decided('CANCELLED', '')).toBe(`${number} 已取消, 不能再改`);
  expect(decided('A-STATE-OF-TOMORROW', '')).toBe(`${number} 已处理过, 不能再改`);
});

test('a slip that is no draft says what it is', async () => {
  const { APPROVAL_STATES } = await import('../../hub/requisitions/contract.ts');
  const words = APPROVAL_STATES.filter((state) => state !== 'DRAFT').map((approval) =>
    said('zh', 'requisitions.not-a-draft', { number: 'LY', approval }),
  );
  expect(words.map((word) => /已提交|已批准|已否决|已取消|已过期/.exec(word)?.[0])).toEqual([
    '已提交',
    '已批准',
    '已否决',
    '已取消',
    '已过期',
  ]);
});

test('no code of the hub ever stands in a sentence, not even one that this page does not know', () => {
  expect(said('zh', 'rooms.of-tomorrow', {})).not.toMatch(/[a-z]/);
  expect(said('en', 'rooms.of-tomorrow', {})).not.toContain('rooms');
});

test('roles are said in words', async () => {
  const { ROLES } = await import('../../hub/kernel/actor.ts');
  for (const role of ROLES) expect(said('en', 'people.may-not-grant', { role })).toContain(en[`role.${role}`]);
});

test('every kind of evidence has a word', async () => {
  const { Evidence } = await import('../../hub/kernel/evidence.ts');
  const kinds = Evidence.properties.kind.anyOf.map((kind) => kind.const);
  expect(kinds.length).toBeGreaterThan(5);
  for (const kind of kinds) expect(Object.keys(zh)).toContain(`evidence.${kind}`);
});

test('one line is no "1 lines"', () => {
  expect(fill(en['slip.lines'], { lines: 1 })).toBe('1 line');
  expect(fill(en['slip.lines'], { lines: '1' })).toBe('1 line');
  expect(fill(en['slip.lines'], { lines: 0 })).toBe('0 lines');
  expect(fill(en['done.lines'], { lines: 12, pieces: '12.5' })).toBe('12 lines, 12.5 in all');
});

test('no text is left that no screen says', () => {
  const folder = join(ROOT, 'kiosk');
  const sources = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith('.ts') && !/node_modules|dist|words/.test(entry.parentPath),
    )
    .concat(
      readdirSync(join(folder, 'words'), { withFileTypes: true }).filter(({ name }) => /^(say|sentences)/.test(name)),
    )
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
  const families = [...sources.matchAll(/`([a-z-]+[.](?:[a-z]+-)?)\$\{/g)].map((match) => match[1] ?? '');
  const byApproval = ['decided.', 'settled.'];
  const unsaid = Object.keys(zh).filter(
    (key) => !sources.includes(`'${key}'`) && ![...families, ...byApproval].some((family) => key.startsWith(family)),
  );
  expect(unsaid).toEqual([]);
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

test('no sentence takes one number for the part’s and the document’s', () => {
  for (const [language, words] of Object.entries(CATALOGUES)) {
    const mixed = Object.entries<string>(words).filter(
      ([, text]) => text.includes('{part}') && text.includes('{number}'),
    );
    expect(mixed, language).toEqual([]);
  }
});
