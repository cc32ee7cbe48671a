import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoParts } from '../../hub/demo/catalogue.ts';
import { quantile } from './numbers.ts';
import type { BenchRow } from './row.ts';
import { openEcho, openHubLine, type ScanLine } from './scan-lines.ts';

const SLIPS = 50;
const PARTS_ON_A_SLIP = 9;

/** What a keeper scans for one slip. It is taken back at the end, so that the stock lasts. */
function scansOfSlip(order: string, slip: number): (readonly [text: string, symbology: string])[] {
  const parts = demoParts();
  const codes = Array.from({ length: PARTS_ON_A_SLIP }, (_, line) => {
    const part = parts[(slip * PARTS_ON_A_SLIP + line) % parts.length];
    const code = part?.barcodes[0]?.code;
    if (code === undefined) throw new Error(`The demo's part ${part?.number} has no code.`);
    return [code, 'E0'] as const;
  });
  return [['GP1007', 'C0'], [order, 'C0'], ...codes, ['WH-CANCEL', 'C0']];
}

async function measure(echo: ScanLine, hub: ScanLine & { readonly orderNumber: string }) {
  const times = { echo: [] as number[], hub: [] as number[] };
  // The first two slips only warm both up.
  for (let slip = -2; slip < SLIPS; slip += 1) {
    for (const [text, symbology] of scansOfSlip(hub.orderNumber, slip + 2)) {
      const [bare, whole] = [await echo.scan(text, symbology), await hub.scan(text, symbology)];
      if (slip < 0) continue;
      times.echo.push(bare);
      times.hub.push(whole);
    }
  }
  return times;
}

/** From a scanner's bytes on a real PTY to the counter's state at a WebSocket, against bytes that are only passed on. */
export async function benchScans(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-scans-'));
  const echo = await openEcho(folder);
  const hub = await openHubLine(folder);
  try {
    const times = await measure(echo, hub);
    return ([0.5, 0.99] as const).map((share): BenchRow => {
      const [ours, bare] = [quantile(times.hub, share), quantile(times.echo, share)];
      return {
        what: `scan at a PTY to the counter's page, p${share * 100} of ${times.hub.length} (2 durable commits)`,
        value: `${ours.toFixed(2)} ms`,
        against: `${bare.toFixed(2)} ms PTY → WebSocket echo`,
        ratio: (ours / bare).toFixed(1),
      };
    });
  } finally {
    await hub.stop();
    await echo.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
