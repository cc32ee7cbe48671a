import type { Static } from 'typebox';
import { EscposPrinterEmulator } from '../../devices/emulators/escpos-printer.ts';
import { headOf } from '../../devices/printers/head.ts';
import type { Media, Sheet } from '../../devices/printers/page.ts';
import { type BoundTopic, bindTopic } from '../executor/binding.ts';
import { openOrders } from '../orders/store.ts';
import type { SheetShape } from '../printing/contract.ts';
import { COMMANDS } from '../requisitions/scans.ts';
import { commandCode } from '../stations/commands.ts';
import type { Reader } from '../store/open.ts';
import { type Bench, benchTopic } from './contract.ts';
import type { DemoDevices } from './devices.ts';
import type { DemoLine } from './line.ts';
import { DEMO_PEOPLE } from './people.ts';

/** Labels of the command cards: Chinese with English beside, as the printed cards have them. */
const COMMAND_LABELS = {
  confirm: ['确认出库', 'Confirm'],
  undo: ['撤销一步', 'Undo'],
  cancel: ['取消', 'Cancel'],
  kit: ['补货领用', 'Kit'],
  return: ['调回', 'Return'],
} as const;
const CODE128 = 'C0';
const EAN13 = 'E0';

function staffCards(): Bench['staff'] {
  return DEMO_PEOPLE.filter(({ roles }) => roles.includes('keeper') || roles.includes('technician')).map((person) => ({
    code: person.badge,
    label: person.name,
    detail: person.team,
    symbology: CODE128,
    pin: person.roles.includes('keeper') ? person.pin : null,
  }));
}

/** In the order in which people need the desk; the demo's manager is its administrator too. */
const DESK_ROLES = ['keeper', 'advisor', 'supervisor', 'manager', 'administrator'] as const;

function deskPeople(): Bench['desk'] {
  const first = DESK_ROLES.map((role) => DEMO_PEOPLE.find(({ roles }) => roles.includes(role)));
  return [...new Set(first)].flatMap((person) => {
    if (person === undefined) return [];
    const { number, name, roles, pin } = person;
    return [{ number, name, roles: [...roles], pin }];
  });
}

function orderCards(reader: Reader): Bench['orders'] {
  return openOrders(reader, 20).map(({ number, plate, kind, vehicleModel }) => ({
    code: number,
    label: plate,
    detail: `${kind} ${vehicleModel}`,
    symbology: CODE128,
  }));
}

function partCards(reader: Reader): Bench['parts'] {
  return reader.all(
    `select min(b.code) as code, p.name || ' ' || p.model as label, p.number as detail, '${EAN13}' as symbology, p.unit,
            coalesce((select sum(a.quantity) from balance a where a.part_id = p.id and a.in_bin = 1), 0) as onHand
     from part p join part_barcode b on b.part_id = p.id and b.code <> p.number and b.pack_quantity = 1000
     group by p.id order by p.rowid limit 400`,
  );
}

function sheetShape(sheet: Sheet, medium: Media['kind']): Static<typeof SheetShape> {
  const { width_mm, height_mm, glyphs, bars, codes, cuts_mm } = sheet;
  return {
    medium,
    width_mm,
    height_mm,
    glyphs: [...glyphs],
    bars: [...bars],
    codes: [...codes],
    cuts_mm: [...cuts_mm],
  };
}

function printerState({
  device,
  station,
  model,
  plugged,
  emulator,
}: DemoDevices['printers'][number]): Bench['printers'][number] {
  const { kind } = headOf(emulator.profile, { font: null });
  const receipt = emulator instanceof EscposPrinterEmulator ? emulator.conditions : null;
  return {
    device,
    station,
    model,
    plugged,
    paper: receipt === null ? null : receipt.paperOut ? 'out' : receipt.nearEnd ? 'near-end' : 'ok',
    coverOpen: receipt?.coverOpen ?? false,
    sheets: emulator.sheets.toReversed().map((sheet) => sheetShape(sheet, kind)),
  };
}

export function benchTopicSource(devices: DemoDevices, line: DemoLine): BoundTopic {
  return bindTopic(benchTopic, (reader) => ({
    staff: staffCards(),
    desk: deskPeople(),
    orders: orderCards(reader),
    parts: partCards(reader),
    commands: COMMANDS.map((command) => ({
      code: commandCode(command),
      label: COMMAND_LABELS[command][0],
      detail: COMMAND_LABELS[command][1],
      symbology: CODE128,
    })),
    scanners: devices.scanners.map(({ device, station, emulator }) => ({
      device,
      station,
      model: emulator.profile.model,
      plugged: emulator.plugged,
    })),
    printers: devices.printers.map(printerState),
    headOffice: { url: line.url, lineCut: line.isCut },
  }));
}
