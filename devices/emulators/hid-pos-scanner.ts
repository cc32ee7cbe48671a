import iconv from 'iconv-lite';
import { loadProfile } from '../load-profile.ts';
import { hexBytes } from '../profile.ts';
import type { HidLayout, ScannerProfile } from '../profile-scanner.ts';
import { ReportScannerEmulator } from './report-scanner.ts';

/** The 64 bytes of Honeywell and Access-IS, and a descriptor that says so, byte by byte. */
const COMMON_LAYOUT: HidLayout = {
  reportId: 2,
  lengthByte: 1,
  aimByte: 2,
  data: { byte: 5, bytes: 56 },
  continued: { byte: 63, bit: 0 },
};
const COMMON_DESCRIPTOR = hexBytes(
  [
    '05 8C 09 02 A1 01 85 02', // bar code scanner, application collection, report 2
    '09 12 A1 02 15 00 26 FF 00 75 08', // scanned data report, bytes
    '95 01 05 01 09 3B 81 02', // byte count
    '95 03 05 8C 09 FB 09 FC 09 FD 81 02', // three symbology bytes
    '95 38 09 FE 82 02 01', // 56 bytes of decoded data
    '95 02 09 FC 81 03', // two that are reserved
    '25 01 75 01 95 01 09 FF 81 02 95 07 81 03 C0 C0', // continued, padding
  ].join(' '),
);

export type HidPosEmulatorOptions = {
  /** Name of a file in `firmware-profiles/scanner/`, or the profile itself. */
  readonly profile: string | ScannerProfile;
  readonly address?: string;
};

/** A HID-POS scanner at the level of its reports. A profile without a layout gets the most common one, with a descriptor that tells it. */
export class HidPosScannerEmulator extends ReportScannerEmulator {
  readonly profile: ScannerProfile;
  readonly #layout: HidLayout;

  constructor({ profile, address = 'memory:hid-pos' }: HidPosEmulatorOptions) {
    const known = typeof profile === 'string' ? loadProfile('scanner', profile) : profile;
    const own = known.hid?.layout;
    super(address, own === undefined ? COMMON_DESCRIPTOR : null);
    this.profile = known;
    this.#layout = own ?? COMMON_LAYOUT;
  }

  reportsOf(text: string, symbology: string | null = null): Uint8Array[] {
    const { data, aimByte } = this.#layout;
    const encoded = iconv.encode(text, this.profile.encoding);
    // A device without a place for the AIM id sends it at the head of its data, when it was told to.
    const payload =
      aimByte === undefined && symbology !== null ? Buffer.concat([Buffer.from(`]${symbology}`), encoded]) : encoded;
    const reports: Uint8Array[] = [];
    for (let at = 0; at === 0 || at < payload.length; at += data.bytes) {
      const piece = payload.subarray(at, at + data.bytes);
      reports.push(this.#report(piece, symbology, at + data.bytes < payload.length));
    }
    return reports;
  }

  #report(piece: Uint8Array, symbology: string | null, isContinued: boolean): Uint8Array {
    const { reportId, lengthByte, data, aimByte, continued } = this.#layout;
    const report = new Uint8Array(Math.max(data.byte + data.bytes, (continued?.byte ?? 0) + 1));
    if (reportId !== 0) report[0] = reportId;
    if (lengthByte !== undefined) report[lengthByte] = piece.length;
    if (aimByte !== undefined && symbology !== null) report.set(Buffer.from(`]${symbology}`), aimByte);
    report.set(piece, data.byte);
    if (continued !== undefined && isContinued) report[continued.byte] = 1 << continued.bit;
    return report;
  }
}
