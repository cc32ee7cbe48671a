import { Type } from 'typebox';
import { OwnSettings } from './device-contract.ts';

const device = {
  profile: Type.String({ description: 'File in firmware-profiles/<family>/, without .yaml' }),
  address: Type.String({
    description:
      'Scanner: /dev/serial/by-id/… (never ttyUSB0), hid://vid:pid/serial, hid-path:1-3 or evdev:/dev/input/by-id/…. Scale: /dev/serial/by-id/…. Either behind a serial device server: tcp://host:port. Printer: tcp://host:9100 or /dev/usb/lp0',
  }),
};
const { line, metrology, paper } = OwnSettings.properties;

/** A station of the configuration file with the devices that stand there. */
export const StationConfig = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9-]{1,40}$', description: 'Part of its address: /counter/<id> or /bay/<id>' }),
    kind: Type.Enum(['counter', 'bay'], { description: 'What stands there: a parts counter, or a bay (工位)' }),
    name: Type.String({
      minLength: 1,
      maxLength: 40,
      description: 'As people call it; a bay as repair orders call it',
    }),
    warehouse: Type.String({ description: 'Code of the warehouse that it issues from, or gets its parts from' }),
    scanner: Type.Optional(Type.Object({ ...device, line }, { additionalProperties: false })),
    printer: Type.Optional(Type.Object({ ...device, line, paper }, { additionalProperties: false })),
    scale: Type.Optional(Type.Object({ ...device, line, metrology }, { additionalProperties: false })),
    drawers: Type.Optional(
      Type.Array(
        Type.Object(
          {
            ...{ ...device, line, metrology },
            bin: Type.String({
              description: 'Code of the bin whose drawer stands on the scale; what leaves it is watched',
            }),
          },
          { additionalProperties: false },
        ),
        { description: 'Scales that carry a drawer each' },
      ),
    ),
  },
  { additionalProperties: false },
);
