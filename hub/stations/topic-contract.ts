import { Type } from 'typebox';
import { PartsWait } from '../bays/contract.ts';
import { HandOver } from '../holdings/contract.ts';
import { Code, Fen, Id, Name, QuantityValue, Wall } from '../kernel/schemas.ts';
import { defineTopic } from '../kernel/topic.ts';
import { PrintJobSummary } from '../printing/contract.ts';
import { Slip } from '../requisitions/contract.ts';
import { ReturnSlip } from '../returns/contract.ts';
import { Tracking } from '../stock/contract.ts';
import { WeighingResult } from '../weighing/contract.ts';
import { ScanResult } from './contract.ts';

const PersonRef = Type.Object({ id: Id, name: Name });

const UnsignedSlip = Type.Object({
  id: Id,
  number: Type.String(),
  receiver: Name,
  plate: Type.Union([Type.String(), Type.Null()]),
  bay: Type.Union([Type.String(), Type.Null()]),
  since: Wall,
});

/** What a slip is about, where there is no room for all of it. */
const PartsInShort = Type.Object({
  lines: Type.Integer(),
  parts: Type.Array(Type.Object({ name: Name, model: Type.String(), unit: Type.String(), quantity: QuantityValue }), {
    description: 'The first two',
  }),
});

const HeldPart = Type.Object({
  part: Id,
  number: Code,
  name: Name,
  model: Type.String(),
  spec: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  tracking: Tracking,
  quantity: QuantityValue,
  price: Fen,
  since: Wall,
});

/** Everything that a counter page shows of its slip and its scans. */
export const counterTopic = defineTopic({
  name: 'stations.counter',
  summary: 'One parts counter: its keeper, the slip in progress, the last scans, its paper',
  who: ['visitor'],
  params: Type.Object({ station: Code }, { additionalProperties: false }),
  state: Type.Object({
    demo: Type.Boolean(),
    station: Type.Union([
      Type.Object({ id: Code, name: Name, warehouse: Name, printer: Type.Union([Code, Type.Null()]) }),
      Type.Null({ description: 'There is no station of that name' }),
    ]),
    /** Who opened the station with badge and PIN; null: closed. */
    keeper: Type.Union([PersonRef, Type.Null()]),
    /** A keeper's badge was scanned; the page asks for the PIN. */
    awaitingPin: Type.Union([Type.Object({ person: PersonRef, scan: Id }), Type.Null()]),
    /** The slip in progress (DRAFT). */
    slip: Type.Union([Slip, Type.Null()]),
    /** The return that is being checked. */
    return: Type.Union([ReturnSlip, Type.Null()]),
    /** The issued slip that waits for its receiver's badge. */
    signing: Type.Union([Slip, Type.Null()]),
    /** The slip that was issued last at this station, shown until the next one begins. */
    lastIssued: Type.Union([Slip, Type.Null()]),
    /** The return that was received last at this station, shown until something else begins. */
    lastReceived: Type.Union([ReturnSlip, Type.Null()]),
    /** Newest first, at most eight. */
    scans: Type.Array(ScanResult),
    /** The line that a weight is of: its part was scanned or tapped last. */
    line: Type.Union([Id, Type.Null()]),
    /** What scales said of the work in hand here, newest first, at most eight. */
    weighings: Type.Array(WeighingResult),
    /** What proved the weighed lines of the document in hand. */
    weighed: Type.Array(Type.Intersect([WeighingResult, Type.Object({ line: Id })])),
    /** 无单取件: what left or came into the drawers of this warehouse with no slip in hand, newest first, at most three. */
    takes: Type.Array(Type.Intersect([WeighingResult, Type.Object({ bin: Code })])),
    /** Kept while the hub was going down, not acted on yet. */
    missed: Type.Array(Type.Object({ scan: Id, text: Type.String(), at: Wall })),
    /** Jobs that are not finished, and the last finished one. Newest first. */
    print: Type.Array(PrintJobSummary),
    /** Submitted elsewhere, waiting for any one keeper. */
    toApprove: Type.Array(Slip, { description: 'At most twenty, the oldest first' }),
    /** Bays that wait for parts (待料), the longest first. */
    waiting: Type.Array(PartsWait),
    /** Returns that employees have announced. */
    announced: Type.Array(
      Type.Object({ id: Id, number: Type.String(), person: Name, lines: Type.Integer(), since: Wall }),
    ),
    /** Begun here, with parts on them, and left for other work: a tap takes one up again. */
    aside: Type.Array(
      Type.Object({
        ...{ id: Id, number: Type.String(), receiver: Type.Union([Name, Type.Null()]) },
        ...{ plate: Type.Union([Type.String(), Type.Null()]), lines: Type.Integer(), since: Wall },
      }),
    ),
    /** Issued and not signed for, the oldest first. */
    unsigned: Type.Array(UnsignedSlip),
  }),
  staleOn: [
    'return.',
    'bay.',
    'holding.',
    'scan.interpreted',
    'scan.missed',
    'scan.let-go',
    'weight.interpreted',
    'requisition.',
    'print.',
    'session.',
    'stock.',
    'station.',
    'order.',
  ],
});

/** The parts page of a bay: its car, what its technician holds for it, what he waits for and has not signed for. */
export const bayTopic = defineTopic({
  name: 'stations.bay',
  summary: 'One bay: its car, its technician, the parts that are asked for, ready, held',
  who: ['visitor'],
  params: Type.Object({ station: Code }, { additionalProperties: false }),
  state: Type.Object({
    demo: Type.Boolean(),
    station: Type.Union([
      Type.Object({ id: Code, name: Name, warehouse: Type.Object({ id: Id, name: Name }) }),
      Type.Null({ description: 'There is no bay of that name' }),
    ]),
    /** Who opened the bay with badge or tile and PIN; null: nobody. */
    technician: Type.Union([PersonRef, Type.Null()]),
    awaitingPin: Type.Union([Type.Object({ person: PersonRef, scan: Id }), Type.Null()]),
    /** Whoever may open the bay: their tiles. */
    technicians: Type.Array(PersonRef),
    car: Type.Union([
      Type.Object({
        order: Id,
        number: Type.String(),
        plate: Type.String(),
        newEnergy: Type.Boolean(),
        vehicleModel: Type.String(),
        kind: Type.String(),
      }),
      Type.Null(),
    ]),
    /** The list in the making (DRAFT). */
    slip: Type.Union([Slip, Type.Null()]),
    /** What the bay waits for and cannot be signed for here yet, the longest first. */
    waiting: Type.Array(Type.Intersect([PartsWait, PartsInShort])),
    /** Of this car, and of the technician's kits. `readyAt`: this bay has waited for it, and it can be fetched (配件已备). */
    unsigned: Type.Array(
      Type.Intersect([UnsignedSlip, PartsInShort, Type.Object({ readyAt: Type.Union([Wall, Type.Null()]) })]),
    ),
    /** What the technician holds for this car, and all that he holds. */
    held: Type.Array(HeldPart),
    /** 移交: what others offer to the technician, to be signed for. */
    offers: Type.Array(HandOver),
    /** 移交: what the technician offers to others, as long as nobody has signed for it. */
    offered: Type.Array(HandOver),
    heldValue: Fen,
    heldKinds: Type.Integer(),
    /** Name of a keeper who has a counter of the warehouse open now; null: nobody is there. */
    keeper: Type.Union([Name, Type.Null()]),
    /** Newest first, at most eight. */
    scans: Type.Array(ScanResult),
    /** Somebody opened the bay or did something there after the newest scan: what that was refused is over. */
    isAnswered: Type.Boolean(),
  }),
  staleOn: [
    'scan.interpreted',
    'requisition.',
    'return.',
    'bay.',
    'holding.',
    'hand-over.',
    'loss.',
    'session.',
    'station.',
    'order.',
    'stock.',
  ],
});

/** What the device lamps show. Not from the store: it is as fresh as the devices. */
export const devicesTopic = defineTopic({
  name: 'stations.devices',
  summary: 'State of every device of a station',
  who: ['visitor'],
  params: Type.Object({ station: Code }, { additionalProperties: false }),
  state: Type.Object({
    /** Whether the store can keep what happens: 'full' is the disk, 'fault' anything else of the machine. */
    store: Type.Enum(['ok', 'full', 'fault']),
    /** Scans that beeped and could not be kept at once, since the start. They wait in memory and are offered when there is room. */
    lostScans: Type.Integer(),
    devices: Type.Array(
      Type.Object({
        device: Code,
        family: Type.Enum(['scanner', 'printer', 'scale']),
        model: Type.String(),
        /** Scales: the drawer that stands on it; empty: an open pan. */
        bin: Type.String(),
        state: Type.Enum([
          'stopped',
          'opening',
          'ready',
          'absent',
          'taken',
          'forbidden',
          'silent',
          'garbled',
          'failed',
        ]),
        address: Type.String(),
        detail: Type.String(),
        since: Wall,
        /** Printers only; null when nothing is known. */
        paper: Type.Union([Type.Enum(['ok', 'near-end', 'out']), Type.Null()]),
        coverOpen: Type.Boolean(),
        online: Type.Boolean(),
        error: Type.String(),
      }),
    ),
  }),
  staleOn: ['device.'],
});
