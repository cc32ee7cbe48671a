import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, ConfigSchema, loadConfig, parseConfig } from '../../hub/config.ts';
import { tempFolder } from '../support/temp-folder.ts';

function fromText(text: string, environment: Record<string, string> = {}) {
  const file = join(tempFolder(), 'hub.yaml');
  writeFileSync(file, text);
  return loadConfig({ HUB_CONFIG: file, ...environment });
}

test('without a word everything has its ordinary value', () => {
  const config = loadConfig({});
  expect(config).toMatchObject({
    data: '.data',
    port: 8080,
    timeZone: 'Asia/Shanghai',
    paper: { language: 'zh' },
    requisitions: { keeperMayReceive: false },
    headOffice: { url: null },
    stations: [],
  });
  expect(Object.isFrozen(config) && Object.isFrozen(config.paper)).toBe(true);
});

test('the environment overrides the file', () => {
  const config = fromText('port: 9000\ndata: /var/hub\n', { HUB_PORT: '9001', HUB_DATA: '/tmp/hub' });
  expect(config).toMatchObject({ port: 9001, data: '/tmp/hub' });
});

test('secrets come from the environment and from nowhere else', () => {
  expect(loadConfig({ HUB_ADMIN_PIN: '123456' }).secrets).toEqual({ administratorPin: '123456', enrolmentCode: null });
  expect(() => fromText('secrets:\n  administratorPin: "1"\n')).toThrow(/there is no setting "secrets"/);
});

test.each([
  ['prot: 9000', /there is no setting "prot". Did you mean "port"\?/],
  ['paper:\n  langauge: en', /there is no setting "paper.langauge". Did you mean "language"\?/],
  [
    'stations:\n  - { id: c1, kind: counter, name: 柜台, warehouse: A, scaner: { profile: a, address: b } }',
    /there is no setting "stations\[0\].scaner". Did you mean "scanner"\?/,
  ],
  [
    'stations:\n  - { id: c1, kind: counter, name: 柜台, warehouse: A, scanner: { profile: a, address: /dev/1 }, scale: { profile: b, address: "/dev/1 " } }',
    /two devices have the address "\/dev\/1"/,
  ],
  ['port: nine', /hub\.yaml: port must be/],
  ['port: 70000', /hub\.yaml: port must be/],
  ['paper: { language: fr }', /hub\.yaml: paper\.language must be/],
  ['timeZone: Mars/Olympus', /"Mars\/Olympus" is not a time zone/],
  ['port: [9000\ndata: x', /hub\.yaml, line \d+: this is not YAML that can be read/],
  ['just some words', /a configuration is a list of "key: value" lines/],
])('a configuration that cannot be used says where and why: %s', (text, sentence) => {
  expect(() => fromText(text)).toThrow(ConfigError);
  expect(() => fromText(text)).toThrow(sentence);
});

test('a file that is not there, a port that is none', () => {
  expect(() => loadConfig({ HUB_CONFIG: '/nowhere/hub.yaml' })).toThrow(/There is no configuration file/);
  expect(() => loadConfig({ HUB_PORT: 'eighty' })).toThrow(/HUB_PORT is "eighty"/);
});

type Documented = { description?: string; properties?: Record<string, Documented>; items?: Documented };

test('every key is documented by its schema', () => {
  const undocumented: string[] = [];
  const look = (schema: Documented, path: string) => {
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      const place = `${path}${key}`;
      const isGroup = property.properties !== undefined || property.items?.properties !== undefined;
      if (!isGroup && property.description === undefined) undocumented.push(place);
      look(property, `${place}.`);
      if (property.items !== undefined) look(property.items, `${place}[].`);
    }
  };
  look(ConfigSchema as unknown as Documented, '');
  expect(undocumented).toEqual([]);
});

test('an empty file is an empty configuration', () => {
  expect(fromText('# nothing yet\n').port).toBe(8080);
  expect(parseConfig({}, 'x', {}).port).toBe(8080);
});

test('the configuration in the README is one', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
  const yaml = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  expect(fromText(yaml)).toMatchObject({
    branch: { name: '城东店' },
    stations: [
      { id: 'counter-1', scanner: { profile: 'newland-serial' }, printer: { profile: 'epson-tm-t88' } },
      { id: 'bay-2', kind: 'bay' },
    ],
  });
});
