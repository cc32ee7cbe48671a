import { isLoopback } from './readers.ts';

export type Settings = {
  readonly host: string;
  readonly port: number;
  readonly data: string;
  readonly enrolmentCode: string | null;
  readonly readToken: string | null;
  readonly trustFirstKey: boolean;
  readonly withParent: boolean;
  /** The page says that it belongs to a demo workshop. */
  readonly demo: boolean;
};

/** What was asked for cannot be; the message is a sentence for whoever started it. */
export class WrongSettings extends Error {
  override readonly name = 'WrongSettings';
}

const FLAGS = ['--trust-first-key', '--with-parent', '--demo'] as const;

/** @throws WrongSettings */
export function readSettings(env: Readonly<Record<string, string | undefined>>, args: readonly string[]): Settings {
  const unknown = args.find((arg) => !(FLAGS as readonly string[]).includes(arg));
  if (unknown !== undefined)
    throw new WrongSettings(`Head office does not know ${unknown}; it knows ${FLAGS.join(', ')}.`);
  const port = Number(env.HEAD_OFFICE_PORT ?? '8090');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new WrongSettings(`HEAD_OFFICE_PORT is "${env.HEAD_OFFICE_PORT}"; it has to be a port between 0 and 65535.`);
  }
  const host = env.HEAD_OFFICE_HOST || '127.0.0.1';
  const readToken = env.HEAD_OFFICE_READ_TOKEN || null;
  if (!isLoopback(host) && readToken === null) {
    throw new WrongSettings(
      `Head office would show every branch's records to anybody who reaches ${host}: set HEAD_OFFICE_READ_TOKEN, or leave HEAD_OFFICE_HOST out.`,
    );
  }
  return {
    host,
    port,
    data: env.HEAD_OFFICE_DATA || '.data/head-office',
    enrolmentCode: env.HEAD_OFFICE_ENROLMENT || null,
    readToken,
    trustFirstKey: args.includes('--trust-first-key'),
    withParent: args.includes('--with-parent'),
    demo: args.includes('--demo'),
  };
}
