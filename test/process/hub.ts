import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Child, startHub } from './child.ts';

export type HubSetting = {
  /** Keys of the configuration file beside what every hub of these tests has. */
  readonly config?: object;
  readonly env?: NodeJS.ProcessEnv;
};

export const ADMINISTRATOR = { number: '9001', name: '店长', badge: 'GP9001', pin: '900110' };

/** A hub in a process of its own, with its data in `folder`; dead when the test is over. */
export function hubIn(folder: string, { config = {}, env = {} }: HubSetting = {}): Child {
  const { pin, ...firstAdministrator } = ADMINISTRATOR;
  const file = join(folder, 'hub.yaml');
  mkdirSync(folder, { recursive: true });
  const whole = { data: join(folder, 'data'), port: 0, firstAdministrator, log: { level: 'warn' }, ...config };
  writeFileSync(file, JSON.stringify(whole));
  return hubWith({ HUB_CONFIG: file, HUB_ADMIN_PIN: pin, ...env });
}

export function hubWith(env: NodeJS.ProcessEnv): Child {
  return mortal(startHub(env));
}

/** Ends with the test, however the test ends. */
export function mortal(child: Child): Child {
  onTestFinished(async () => {
    await child.stop('SIGKILL');
  });
  return child;
}

/** What a person reads when the hub does not start: sentences, not a stack. */
export async function sentenceOf(child: Child): Promise<string> {
  const { code } = await child.ended;
  if (code !== 1) throw new Error(`It ended with ${code}, not with 1.`);
  const sentence = child.err.trim();
  if (/\n\s+at /.test(sentence)) throw new Error(`That is a stack, not a sentence: ${sentence}`);
  if (sentence === '') throw new Error('It ended without a word.');
  return sentence;
}
