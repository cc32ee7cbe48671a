import { type Logger, pino } from 'pino';

/** Where the hub writes what happened: JSON lines, or readable ones for a person at a terminal. Ids are fields, not prose. */
export function makeLog(level: string): Logger {
  if (!process.stdout.isTTY) return pino({ level });
  return pino({ level, transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname', singleLine: true } } });
}
