import { type Static, Type } from 'typebox';
import { defineOperation } from '../kernel/operation.ts';
import { defineQuery } from '../kernel/query.ts';
import { Code, Id, Name, Nothing, Wall } from '../kernel/schemas.ts';
import { defineTopic } from '../kernel/topic.ts';
import { FrameMeaningValue, WATCHERS_OF_DEVICES } from './frame-contract.ts';

/** The hub's devices: which it opens, what they say, and what is plugged in and not yet one of them. */

const closed = { additionalProperties: false } as const;
const orNull = <Schema extends Parameters<typeof Type.Optional>[0]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

export const FamilyName = Type.Enum(['scanner', 'printer', 'scale']);
/** Who looks after devices. */
const KEEPERS_OF_DEVICES = ['manager', 'administrator'] as const;

const decimal = (description: string) =>
  Type.Optional(Type.String({ pattern: '^(0|[1-9]\\d{0,8})(\\.\\d{1,6})?$', description }));

/** Where this very device differs from what its profile says. */
export const OwnSettings = Type.Object(
  {
    /** Serial line, where it was set up to differ from the factory. */
    line: Type.Optional(
      Type.Object(
        {
          baudRate: Type.Optional(Type.Integer({ minimum: 300, maximum: 921_600, description: 'Bits a second' })),
          dataBits: Type.Optional(Type.Enum([7, 8], { description: 'Bits in a character' })),
          parity: Type.Optional(Type.Enum(['none', 'even', 'odd'], { description: 'Check bit of a character' })),
          stopBits: Type.Optional(Type.Enum([1, 2], { description: 'Bits between characters' })),
        },
        closed,
      ),
    ),
    /** From the plate of this very scale: capacity (Max), division (d) and least load (Min) in its unit. */
    metrology: Type.Optional(
      Type.Object(
        {
          capacity: decimal('Max on the plate, in the unit of the profile'),
          division: decimal('d on the plate: the smallest step of the display'),
          minimum: decimal('Min on the plate: the least load that may be weighed'),
        },
        closed,
      ),
    ),
    /** Which of the profile's forms a printer is loaded with, or the size of its labels. */
    paper: Type.Optional(
      Type.Object(
        {
          form: Type.Optional(
            Type.String({ maxLength: 40, description: 'One of the forms of the profile: whole, half, third' }),
          ),
          label: Type.Optional(
            Type.Object(
              {
                width_mm: Type.Number({ minimum: 10, maximum: 120, description: 'Width of a label' }),
                height_mm: Type.Number({ minimum: 10, maximum: 300, description: 'From gap to gap' }),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type OwnSettings = Static<typeof OwnSettings>;

const Address = Type.String({ minLength: 1, maxLength: 300 });
const settings = {
  profile: Code,
  address: Address,
  station: orNull(Code),
  /** Scales: the bin whose drawer stands on it; null or left out: an open pan. */
  bin: Type.Optional(orNull(Id)),
  label: Type.String({ maxLength: 40 }),
  own: OwnSettings,
};

/** What stands against a device as somebody wants it; the facts name what is in the way. */
const DEVICE_REFUSALS = [
  'devices.no-such-profile', // profile, problem (the system's words, for whoever maintains it)
  'devices.bad-address', // address, problem (as above)
  'devices.bad-settings', // capacity, division
  'devices.address-taken', // address, device
  'devices.station-has-printer', // station, device
  'stations.no-such-station', // station
  'devices.drawer-of-scale', // nothing
  'devices.drawer-taken', // bin, device
  'places.no-such-bin', // code
] as const;

export const configureDevices = defineOperation({
  name: 'stations.configure-devices',
  summary: 'The devices as the configuration has them, all at once: two may have changed their places',
  method: 'PUT',
  path: '/devices',
  who: [],
  request: Type.Object(
    { devices: Type.Array(Type.Object({ device: Code, family: FamilyName, ...settings }, closed)) },
    closed,
  ),
  reply: Nothing,
  refusals: [],
});

export const addDevice = defineOperation({
  name: 'stations.add-device',
  summary: 'A device that was plugged in, or whose address somebody knows, becomes one of the hub',
  method: 'POST',
  path: '/devices',
  who: KEEPERS_OF_DEVICES,
  request: Type.Object({ family: FamilyName, ...settings }, closed),
  reply: Type.Object({ device: Code }),
  refusals: [...DEVICE_REFUSALS],
});

export const changeDevice = defineOperation({
  name: 'stations.change-device',
  summary: 'Another model, address, station or name for a device that the page added',
  method: 'PUT',
  path: '/devices/:device',
  who: KEEPERS_OF_DEVICES,
  request: Type.Object({ device: Code, ...settings }, closed),
  reply: Nothing,
  refusals: [...DEVICE_REFUSALS, 'devices.no-such-device', 'devices.in-configuration'],
});

export const removeDevice = defineOperation({
  name: 'stations.remove-device',
  summary: 'The hub lets go of a device. What it said stays in the journals',
  method: 'DELETE',
  path: '/devices/:device',
  who: KEEPERS_OF_DEVICES,
  request: Type.Object({ device: Code }, closed),
  reply: Nothing,
  refusals: ['devices.no-such-device', 'devices.in-configuration', 'devices.printer-has-jobs'],
});

export const printSetUpSheet = defineOperation({
  name: 'stations.print-set-up-sheet',
  summary: 'Prints the barcodes that switch a scanner of this model to USB-COM or HID-POS',
  method: 'POST',
  path: '/device-profiles/:profile/set-up-sheet',
  who: KEEPERS_OF_DEVICES,
  request: Type.Object({ profile: Code, printer: Code, language: Type.Enum(['zh', 'en', 'both']) }, closed),
  reply: Type.Object({ job: Id }),
  refusals: ['devices.no-set-up', 'printing.no-such-printer'],
});

export const listProfiles = defineQuery({
  name: 'stations.list-profiles',
  summary: 'The models that the hub knows',
  path: '/device-profiles',
  who: WATCHERS_OF_DEVICES,
  request: Type.Object({}, closed),
  reply: Type.Object({
    profiles: Type.Array(
      Type.Object({
        profile: Code,
        family: FamilyName,
        vendor: Type.String(),
        model: Type.String(),
        /** serial, hid-pos, hid-keyboard, evdev; printers: network or USB. */
        transports: Type.Array(Type.String()),
        /** Factory settings of the line, where it has one. */
        baudRate: orNull(Type.Integer()),
        /** Scales: as its profile has it. */
        metrology: orNull(Type.Object({ unit: Type.String(), capacity: Type.String(), division: Type.String() })),
        /** Printers of fan-fold paper: the names of their forms, the first is meant when none is chosen. */
        forms: Type.Array(Type.String()),
        /** Label printers: the size that is meant when none is chosen. */
        label: orNull(Type.Object({ width_mm: Type.Number(), height_mm: Type.Number() })),
        /** A set-up sheet can be printed for it. */
        hasSetUp: Type.Boolean(),
      }),
    ),
  }),
});

const WeightNow = Type.Object({
  value: orNull(Type.String()),
  unit: orNull(Type.String()),
  stable: Type.Union([Type.Boolean(), Type.Literal('unknown')]),
  source: Type.Enum(['flag', 'derived']),
  net: Type.Union([Type.Boolean(), Type.Literal('unknown')]),
  overload: Type.Boolean(),
  underload: Type.Boolean(),
  at: Wall,
  /** The empty scale shows this much instead of zero; null: it shows zero, or something lies on it. */
  drift: orNull(Type.Object({ kind: Type.String(), size: Type.String() })),
});

export const FrameNow = Type.Object({
  direction: Type.Enum(['in', 'out']),
  /** Hex of its first bytes. */
  hex: Type.String(),
  /** All its bytes. */
  bytes: Type.Integer(),
  meaning: FrameMeaningValue,
  at: Wall,
});

export const DeskDevice = Type.Object({
  device: Code,
  family: FamilyName,
  label: Type.String(),
  profile: Code,
  vendor: Type.String(),
  model: Type.String(),
  address: Type.String(),
  station: orNull(Type.Object({ id: Code, name: Name })),
  /** The drawer that stands on it. */
  bin: orNull(Type.Object({ id: Id, code: Code })),
  origin: Type.Enum(['configuration', 'page']),
  own: OwnSettings,
  hasSetUp: Type.Boolean(),
  state: Type.Enum(['stopped', 'opening', 'ready', 'absent', 'taken', 'forbidden', 'silent', 'garbled', 'failed']),
  detail: Type.String(),
  /** Failed attempts to open since it was last ready. */
  attempts: Type.Integer(),
  since: Wall,
  frame: orNull(FrameNow),
  weight: orNull(WeightNow),
  /** Newest first, at most five. */
  scans: Type.Array(Type.Object({ scan: Id, text: Type.String(), symbology: orNull(Type.String()), at: Wall })),
  paper: orNull(Type.Enum(['ok', 'near-end', 'out'])),
  coverOpen: Type.Boolean(),
});

/** Something that is plugged in and that the hub does not open yet. */
export const PluggedDevice = Type.Object({
  address: Type.String(),
  kind: Type.Enum(['serial', 'hid-pos', 'hid-keyboard', 'usb-printer']),
  /** As it names itself. */
  words: Type.String(),
  /** "1eab:0d10"; empty where it is no USB device. */
  usb: Type.String(),
  place: Type.String(),
  /** One profile: recognised. Several: the one question, best first. */
  profiles: Type.Array(Code),
  recognised: Type.Boolean(),
  /** Not a socket of the mainboard or a keyboard for typing: those are always there. */
  likely: Type.Boolean(),
});

export const deskDevicesTopic = defineTopic({
  name: 'stations.desk-devices',
  summary: 'Every device of the workshop with what it says, and what is plugged in and not one of them yet',
  who: WATCHERS_OF_DEVICES,
  params: Type.Object({}, closed),
  state: Type.Object({
    devices: Type.Array(DeskDevice),
    plugged: Type.Array(PluggedDevice),
    stations: Type.Array(Type.Object({ id: Code, name: Name })),
    /** Bins of the warehouses that counters stand in: any of them may be a drawer on a scale. */
    bins: Type.Array(Type.Object({ id: Id, code: Code, warehouse: Name })),
    /** The frame log cannot be written; null: it is. */
    logTrouble: orNull(Type.String()),
  }),
  staleOn: ['device.', 'devices.said', 'station.', 'bin.'],
});
