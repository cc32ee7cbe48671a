import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import type { DeviceEvent } from '../../devices/device.ts';
import { SerialScannerEmulator } from '../../devices/emulators/serial-scanner.ts';
import { createScanner } from '../../devices/scanners/create-scanner.ts';
import { supervise } from '../../devices/supervise.ts';
import { systemClock } from '../../devices/system-clock.ts';
import { Random } from './random.ts';

/** `missed`: the scanner was not back, or its next code did not arrive. `invented`: codes that nobody scanned. */
export type ReconnectOutcome = {
  readonly rounds: number;
  readonly missed: number;
  readonly invented: number;
  /** A sentence for each of them. */
  readonly stories: readonly string[];
};

const PROFILE = 'newland-serial';
const PATIENCE_MS = 15_000;

/**
 * Unplugs and replugs a scanner on real PTYs, in the three ways in which a cable goes: pulled (the terminal hangs up), its driver killed (the links stay
 * until udev clears them), and its name taken over by another device number while the old one is still open. Often in the middle of a code.
 */
export async function reconnectRounds(rounds: number, seed: number): Promise<ReconnectOutcome> {
  const random = new Random(seed);
  const folder = mkdtempSync(join(tmpdir(), 'reconnect-'));
  const events: DeviceEvent[] = [];
  const scanner = createScanner({ name: 'gun', profile: PROFILE, address: join(folder, 'hub'), clock: systemClock });
  scanner.listen((event) => events.push(event));
  const supervision = supervise(scanner, { clock: systemClock, patience: { first_ms: 5, cap_ms: 50 } });
  const texts = (): string[] => events.flatMap((event) => (event.kind === 'scanned' ? [event.text] : []));
  const losses = (): number =>
    events.filter((event) => event.kind === 'state' && event.state.state === 'absent').length;

  let cable = await layCable(folder);
  let [missed, invented] = [0, 0];
  const stories: string[] = [];
  let last: Pull | 'laid' = 'laid';
  const miss = (round: number, what: string): void => {
    missed += 1;
    const { state, detail } = scanner.state;
    stories.push(`round ${round}, cable ${last}: ${what}; ${state} ${detail ?? ''}`);
  };
  supervision.start();
  try {
    for (let round = 0; round < rounds; round++) {
      const isReady = await within(() => scanner.state.state === 'ready');
      const code = `R${round}-${random.between(1000, 9999)}`;
      events.length = 0;
      const gun = new SerialScannerEmulator({ profile: PROFILE, pty: join(folder, 'gun') });
      await gun.start();
      await gun.scan(code, 'C0');
      const hasScanned = await within(() => texts().includes(code));
      if (!isReady) miss(round, 'not back');
      else if (!hasScanned) miss(round, 'back, but its code did not arrive');
      if (random.chance(0.5)) await gun.send(Buffer.from('690123'.slice(0, random.between(1, 6))));
      const before = losses();
      last = random.pick(PULLS);
      cable = await cable.replug(last);
      await gun.stop();
      if (!(await within(() => losses() > before))) miss(round, 'its loss was not noticed');
      for (const text of texts().filter((one) => one !== code)) {
        invented += 1;
        stories.push(`round ${round}: nobody scanned ${text}`);
      }
    }
  } finally {
    await supervision.stop();
    await cable.end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
  return { rounds, missed, invented, stories };
}

async function within(isSo: () => boolean): Promise<boolean> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await rest(2)) if (isSo()) return true;
  return false;
}

const PULLS = ['pulled', 'killed', 'renumbered'] as const;
type Pull = (typeof PULLS)[number];
type Cable = { replug(how: Pull): Promise<Cable>; end(signal: NodeJS.Signals): Promise<void> };

async function layCable(folder: string): Promise<Cable> {
  const links = ['hub', 'gun'].map((name) => join(folder, name));
  const before = links.map(targetOf);
  const child: ChildProcess = spawn(
    'socat',
    links.map((link) => `pty,raw,echo=0,link=${link}`),
    { stdio: 'ignore' },
  );
  // Also when the run breaks on its way: a socat that nobody stops lives for ever.
  const orphaned = (): void => void child.kill('SIGKILL');
  process.once('exit', orphaned);
  const isLaid = () => links.every((link, index) => existsSync(link) && targetOf(link) !== before[index]);
  if (!(await within(isLaid))) throw new Error('socat made no PTYs (apt-get install socat)');
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    process.off('exit', orphaned);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return {
    end,
    async replug(how) {
      if (how === 'renumbered') {
        // The next device takes the name over, as udev does it; the old one stays open and silent for a while.
        const next = await layCable(folder);
        await end('SIGKILL');
        return next;
      }
      await end(how === 'pulled' ? 'SIGTERM' : 'SIGKILL');
      for (const link of links) rmSync(link, { force: true });
      return layCable(folder);
    },
  };
}

function targetOf(link: string): string | null {
  try {
    return readlinkSync(link);
  } catch {
    return null;
  }
}
