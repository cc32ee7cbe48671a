import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { distance } from 'fastest-levenshtein';
import { type Static, type TSchema, Type } from 'typebox';
import { parseDocument } from 'yaml';
import { InvalidRequest } from './executor/errors.ts';
import { validate, withDefaults } from './executor/validation.ts';
import { PAPER_LANGUAGES } from './printing/words.ts';
import { StationConfig } from './stations/station-config.ts';

/** One schema: what a workshop may set, what each key means, and what it is when nobody sets it. */
export const ConfigSchema = Type.Object(
  {
    data: Type.String({ default: '.data', description: 'Folder of the store and the keys. HUB_DATA overrides it' }),
    port: Type.Integer({
      minimum: 0,
      maximum: 65_535,
      default: 8080,
      description: 'Port of the hub on this machine. HUB_PORT overrides it',
    }),
    branch: Type.Object(
      { name: Type.String({ default: '本店', minLength: 1, maxLength: 60, description: 'As head office sees it' }) },
      { additionalProperties: false, default: {} },
    ),
    timeZone: Type.String({
      default: 'Asia/Shanghai',
      description: 'IANA name; the business day begins at 00:00 there',
    }),
    paper: Type.Object(
      { language: Type.Enum([...PAPER_LANGUAGES], { default: 'zh', description: 'Language of printed slips' }) },
      { additionalProperties: false, default: {} },
    ),
    requisitions: Type.Object(
      {
        keeperMayReceive: Type.Boolean({
          default: false,
          description: 'One-man stores: the keeper may approve what he himself receives',
        }),
        escrowCapYuan: Type.Integer({
          minimum: 0,
          maximum: 100_000,
          default: 500,
          description:
            'What one technician may take while no keeper is there, to be approved afterwards (事后补签); 0: nothing',
        }),
        expireHours: Type.Integer({
          minimum: 1,
          maximum: 8760,
          default: 72,
          description:
            'A draft or a submitted slip that nobody touched for so long expires and gives back what it reserved',
        }),
      },
      { additionalProperties: false, default: {} },
    ),
    counter: Type.Object(
      {
        idleMinutes: Type.Integer({
          minimum: 1,
          maximum: 720,
          default: 30,
          description: 'A counter that nobody used for so long closes; the next keeper gives badge and PIN',
        }),
      },
      { additionalProperties: false, default: {} },
    ),
    headOffice: Type.Object(
      {
        url: Type.Union([Type.String(), Type.Null()], { default: null, description: 'Where events go; null: nowhere' }),
      },
      { additionalProperties: false, default: {} },
    ),
    warehouses: Type.Array(
      Type.Object(
        {
          code: Type.String({ minLength: 1, maxLength: 20, description: 'Short code, unique' }),
          name: Type.String({ minLength: 1, maxLength: 60, description: 'As people call it' }),
        },
        { additionalProperties: false },
      ),
      { default: [], description: 'Opened at the start when they do not exist yet' },
    ),
    firstAdministrator: Type.Optional(
      Type.Object(
        {
          number: Type.String({ minLength: 1, maxLength: 20, description: 'Staff number (工号)' }),
          name: Type.String({ minLength: 1, maxLength: 40, description: 'Name' }),
          badge: Type.String({ minLength: 1, maxLength: 80, description: 'What the badge carries as a barcode' }),
        },
        {
          additionalProperties: false,
          description: 'Made when the store has no people yet; the PIN comes from HUB_ADMIN_PIN',
        },
      ),
    ),
    stations: Type.Array(StationConfig, { default: [], description: 'Counters and bays with their devices' }),
    log: Type.Object(
      { level: Type.Enum(['debug', 'info', 'warn', 'error'], { default: 'info', description: 'What is logged' }) },
      { additionalProperties: false, default: {} },
    ),
  },
  { additionalProperties: false },
);

export type Config = Static<typeof ConfigSchema> & {
  /** From the environment, never from the file. */
  readonly secrets: { readonly administratorPin: string | null; readonly enrolmentCode: string | null };
};

/** The configuration cannot be used. `message` is a sentence for the person who wrote it. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

export type Environment = { readonly [name: string]: string | undefined };

/**
 * Reads the file that HUB_CONFIG names, if any, and the environment over it.
 * @throws ConfigError naming the file, the place in it and, for an unknown key, the nearest known one.
 */
export function loadConfig(environment: Environment, overrides: Partial<Static<typeof ConfigSchema>> = {}): Config {
  const file = environment.HUB_CONFIG;
  const fromFile = file === undefined || file === '' ? {} : readConfigFile(resolve(file));
  const raw = { ...fromFile, ...overrides, ...fromEnvironment(environment) };
  return parseConfig(raw, file ?? 'configuration', environment);
}

function readConfigFile(file: string): Record<string, unknown> {
  if (!existsSync(file)) throw new ConfigError(`There is no configuration file ${file} (named by HUB_CONFIG).`);
  const document = parseDocument(textOf(file));
  const problem = document.errors[0];
  if (problem !== undefined) {
    const line = problem.linePos?.[0].line ?? 0;
    throw new ConfigError(`${file}, line ${line}: this is not YAML that can be read: ${firstLine(problem.message)}`);
  }
  const value: unknown = document.toJS();
  if (value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new ConfigError(`${file}: a configuration is a list of "key: value" lines.`);
  }
  return value as Record<string, unknown>;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(
      `${file} cannot be read (named by HUB_CONFIG): ${error instanceof Error ? error.message : ''}`,
    );
  }
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}

function fromEnvironment(environment: Environment): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const port = environment.HUB_PORT;
  if (port !== undefined && port !== '') {
    if (!/^\d{1,5}$/.test(port))
      throw new ConfigError(`HUB_PORT is "${port}", but a port is a number from 0 to 65535.`);
    values.port = Number(port);
  }
  const data = environment.HUB_DATA;
  if (data !== undefined && data !== '') values.data = data;
  return values;
}

export function parseConfig(raw: Record<string, unknown>, source: string, environment: Environment): Config {
  refuseUnknownKeys(ConfigSchema, raw, source, '');
  const complete = withDefaults(ConfigSchema, raw);
  try {
    validate(ConfigSchema, complete);
  } catch (error) {
    if (!(error instanceof InvalidRequest)) throw error;
    const field = error.fields[0];
    throw new ConfigError(`${source}: ${field?.path.slice(1).replaceAll('/', '.') ?? ''} ${field?.message ?? ''}.`);
  }
  const config = complete as Static<typeof ConfigSchema>;
  refuseUnknownTimeZone(config.timeZone, source);
  refuseDoubles(config, source);
  refuseBadUrl(config.headOffice.url, source);
  refuseBadPin(environment.HUB_ADMIN_PIN);
  const secrets = {
    administratorPin: environment.HUB_ADMIN_PIN ?? null,
    enrolmentCode: environment.HUB_ENROLMENT_CODE ?? null,
  };
  return deepFreeze({ ...config, secrets });
}

function refuseUnknownTimeZone(timeZone: string, source: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new ConfigError(`${source}: timeZone "${timeZone}" is not a time zone (an example: Asia/Shanghai).`);
  }
}

function refuseDoubles({ stations, warehouses }: Static<typeof ConfigSchema>, source: string): void {
  const twice = (names: readonly string[]) => names.find((name, index) => names.indexOf(name) !== index);
  const station = twice(stations.map(({ id }) => id));
  if (station !== undefined) throw new ConfigError(`${source}: two stations are called "${station}".`);
  const warehouse = twice(warehouses.map(({ code }) => code));
  if (warehouse !== undefined) throw new ConfigError(`${source}: two warehouses have the code "${warehouse}".`);
  const devices = stations.flatMap(({ scanner, printer, scale, drawers = [] }) => [
    scanner,
    printer,
    scale,
    ...drawers,
  ]);
  const address = twice(devices.flatMap((one) => one?.address.trim() ?? []));
  if (address !== undefined) throw new ConfigError(`${source}: two devices have the address "${address}".`);
}

function refuseBadUrl(url: string | null, source: string): void {
  const protocol = url !== null && URL.canParse(url) ? new URL(url).protocol : '';
  if (url === null || protocol === 'http:' || protocol === 'https:') return;
  throw new ConfigError(
    `${source}: headOffice.url "${url}" is not an address (an example: https://head-office.example).`,
  );
}

function refuseBadPin(pin: string | undefined): void {
  if (pin === undefined || /^\d{6,12}$/.test(pin)) return;
  throw new ConfigError('HUB_ADMIN_PIN must be 6 to 12 digits.');
}

type ObjectSchema = TSchema & { properties?: Record<string, TSchema>; items?: TSchema };

function refuseUnknownKeys(schema: TSchema, value: unknown, source: string, path: string): void {
  const { properties, items } = schema as ObjectSchema;
  if (Array.isArray(value) && items !== undefined) {
    for (const [index, item] of value.entries()) refuseUnknownKeys(items, item, source, `${path}[${index}]`);
  }
  if (typeof value !== 'object' || value === null || properties === undefined) return;
  const known = Object.keys(properties);
  for (const [key, inner] of Object.entries(value)) {
    const place = path === '' ? key : `${path}.${key}`;
    const property = properties[key];
    if (property === undefined) {
      throw new ConfigError(`${source}: there is no setting "${place}". Did you mean "${nearest(key, known)}"?`);
    }
    refuseUnknownKeys(property, inner, source, place);
  }
}

function nearest(key: string, known: readonly string[]): string {
  return known.toSorted((a, b) => distance(key, a) - distance(key, b))[0] ?? '';
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}
