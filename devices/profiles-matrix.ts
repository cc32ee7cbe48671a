// `npm run profiles`: every model that is known, how it is connected, what it speaks, and what proves that.
import { pathToFileURL } from 'node:url';
import { addSample } from './add-sample.ts';
import { listProfiles, loadProfile, PROFILE_ROOT } from './load-profile.ts';
import type { PrinterProfile } from './profile-printer.ts';
import type { ScaleProfile } from './profile-scale.ts';
import type { ScannerProfile, ScannerTransport } from './profile-scanner.ts';

export type MatrixRow = {
  readonly family: string;
  readonly profile: string;
  readonly vendor: string;
  readonly protocol: string;
  readonly transport: string;
  /** How many samples, and how many of them were recorded from a device. */
  readonly samples: string;
  /** The test below test/devices that decodes the samples. */
  readonly decodedBy: string;
  /** What stood in for the medium, in the tests of that medium and not of each profile. */
  readonly mediumBy: string;
  readonly hardware: string;
  /** Sentences under `unverified`. */
  readonly open: number;
  readonly model: string;
};

const SCANNER_MEDIUM: Readonly<Record<ScannerTransport, string>> = {
  serial: 'PTY',
  'hid-pos': 'node-hid, umockdev',
  'hid-keyboard': 'none: needs USB',
  evdev: 'EVIOCGRAB, umockdev',
};
const NOBODY = 'no';

/** One row for each profile and each of its transports. */
export function profileMatrix(root?: string): MatrixRow[] {
  const scanners = listProfiles('scanner', root).map((name) => loadProfile('scanner', name, root));
  const scales = listProfiles('scale', root).map((name) => loadProfile('scale', name, root));
  const printers = listProfiles('printer', root).map((name) => loadProfile('printer', name, root));
  return [...scanners.flatMap(scannerRows), ...scales.map(scaleRow), ...printers.map(printerRow)];
}

function scannerRows(profile: ScannerProfile): MatrixRow[] {
  const { id, vendor, model, transports, samples, hardware = NOBODY, unverified } = profile;
  return transports.map((transport) => ({
    ...{ family: 'scanner', profile: id, vendor, protocol: protocolOf(profile), transport },
    ...{ samples: countOf(samples), decodedBy: 'scanners/profiles', mediumBy: SCANNER_MEDIUM[transport] },
    ...{ hardware, open: unverified.length, model },
  }));
}

function countOf(samples: readonly { readonly captured?: true }[]): string {
  const captured = samples.filter((sample) => sample.captured === true).length;
  return captured === 0 ? `${samples.length}` : `${samples.length} (${captured} captured)`;
}

function protocolOf({ transports, hid, framing }: ScannerProfile): string {
  if (transports.includes('hid-pos')) return hid?.layout === undefined ? 'HID-POS by descriptor' : 'HID-POS report';
  const parts = [
    framing.prefix === undefined ? '' : 'prefix',
    framing.lengthDigits === undefined ? '' : 'length',
    framing.codeIds === undefined ? '' : 'code ids',
    framing.bcc === 'none' ? '' : 'BCC',
    framing.gsSubstitute === undefined ? '' : `GS as ${framing.gsSubstitute}`,
  ];
  const extras = parts.filter((part) => part !== '').join(', ');
  const end = framing.terminator === 'none' ? 'silence' : framing.terminator;
  const kind = transports.includes('serial') ? 'line' : 'keys';
  return `${kind} to ${end}${extras === '' ? '' : ` (${extras})`}`;
}

function scaleRow(profile: ScaleProfile): MatrixRow {
  const { id, vendor, model, protocol, samples, hardware = NOBODY, unverified } = profile;
  return {
    ...{ family: 'scale', profile: id, vendor, protocol: protocol.name, transport: 'serial' },
    ...{ samples: countOf(samples), decodedBy: 'scales/profiles', mediumBy: 'PTY' },
    ...{ hardware, open: unverified.length, model },
  };
}

function printerRow({ id, vendor, model, dialect, samples, unverified }: PrinterProfile): MatrixRow {
  return {
    ...{ family: 'printer', profile: id, vendor, protocol: dialect, transport: 'tcp, usb, serial, cups' },
    ...{ samples: `${samples.length}`, decodedBy: dialect === 'esc-pos' ? 'profiles' : 'page-heads' },
    mediumBy: 'TCP, FIFO, PTY, lp',
    ...{ hardware: NOBODY, open: unverified.length, model },
  };
}

/** A hanzi takes two columns of a terminal. */
const columnsOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0);

/** Columns as wide as their longest cell; the last one is left ragged. */
export function tableText(rows: readonly MatrixRow[]): string {
  const heads = [
    'family',
    'profile',
    'vendor',
    'protocol',
    'transport',
    'samples',
    'decodedBy',
    'mediumBy',
    'hardware',
    'open',
    'model',
  ] as const;
  const cells = [heads.map(String), ...rows.map((row) => heads.map((head) => String(row[head])))];
  const widths = heads.map((_, column) => Math.max(...cells.map((line) => columnsOf(line[column] ?? ''))));
  const lines = cells.map((line) =>
    line
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - columnsOf(cell)))
      .join('  ')
      .trimEnd(),
  );
  const [head = '', ...body] = lines;
  return [head, widths.map((width) => '-'.repeat(width)).join('  '), ...body].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , command, file] = process.argv;
  if (command === 'add' && file !== undefined) addAndTell(file);
  else tellMatrix();
}

function tellMatrix(): void {
  const rows = profileMatrix();
  const tried = rows.filter(({ hardware }) => hardware !== NOBODY).length;
  process.stdout.write(
    `${tableText(rows)}\n\n${rows.length} rows; ${tried} tried on a real device.\n` +
      'decodedBy: a test below test/devices. open: what the profile itself says is not verified.\n' +
      'npm run profiles -- add <file>: puts a sample that the devices page saved into its profile.\n',
  );
}

function addAndTell(file: string): void {
  try {
    const profile = addSample(file, PROFILE_ROOT);
    process.stdout.write(`Added to ${profile}. What it says is proved by: npx vitest run test/devices\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
