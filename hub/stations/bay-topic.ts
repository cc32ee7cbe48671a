import { partsInShort } from '../bays/store.ts';
import { carIn } from '../bays/waiting.ts';
import { bindTopic } from '../executor/binding.ts';
import { offersBy, offersTo } from '../holdings/store.ts';
import { lineAmount } from '../kernel/money.ts';
import { findOrder } from '../orders/store.ts';
import { keeperAt, type Session, stationSession } from '../people/session-store.ts';
import { allPeople } from '../people/store.ts';
import { findWarehouse } from '../places/store.ts';
import { type UnsignedSlip, unsignedSlips } from '../requisitions/life-store.ts';
import { readSlip } from '../requisitions/slip.ts';
import { holdingsForOrder, holdingsOf } from '../stock/holding-store.ts';
import type { Reader } from '../store/open.ts';
import { actedSince } from '../store/operation-log.ts';
import { ownList, worksAtBays } from './at-bay.ts';
import type { ScanResult } from './contract.ts';
import { findStation, newestResults } from './store.ts';
import { bayTopic } from './topic-contract.ts';
import { awaitingPin, NEWEST_SCANS, personRef, waits } from './topics.ts';

const MOST_UNSIGNED = 20;

/** Of the car that stands here, and what its technician received elsewhere; each once. */
function unsignedHere(reader: Reader, order: string | null, technician: string | null): UnsignedSlip[] {
  const ofCar = order === null ? [] : unsignedSlips(reader, { order }, MOST_UNSIGNED);
  const ofPerson = technician === null ? [] : unsignedSlips(reader, { receiver: technician }, MOST_UNSIGNED);
  return [...ofCar, ...ofPerson.filter(({ id }) => !ofCar.some((slip) => slip.id === id))];
}

/**
 * What is ready and can be signed for here is asked for no longer: it stands among what is unsigned. `readyAt`: null where the bay did not wait
 * for it.
 */
function slipsAtSide(reader: Reader, station: string, order: string | null, technician: string | null) {
  const asked = waits(reader, { station });
  const unsigned = unsignedHere(reader, order, technician);
  return {
    waiting: asked
      .filter(({ requisition }) => !unsigned.some(({ id }) => id === requisition))
      .map((wait) => ({ ...wait, ...partsInShort(reader, wait.requisition) })),
    unsigned: unsigned.map((slip) => ({
      ...slip,
      ...partsInShort(reader, slip.id),
      readyAt: asked.find(({ requisition }) => requisition === slip.id)?.readyAt ?? null,
    })),
  };
}

/** Whether what the newest scan was answered is over for whoever stands at the bay. */
function isOver(reader: Reader, station: string, scan: ScanResult | undefined, session: Session | undefined): boolean {
  if (scan === undefined) return true;
  // A scan is interpreted under its own id; one that was missed under another, and whoever took that up was told.
  return (session !== undefined && session.opened_at > scan.at) || actedSince(reader, scan.scan, station);
}

export function bayTopicSource(demo: boolean) {
  return bindTopic(bayTopic, (reader, params) => {
    const station = findStation(reader, params.station);
    if (station?.kind !== 'bay') {
      const nothing = { station: null, keeper: null, technician: null, awaitingPin: null, car: null, slip: null };
      const lists = { technicians: [], waiting: [], unsigned: [], held: [], offers: [], offered: [], scans: [] };
      return { demo, ...nothing, ...lists, heldValue: 0, heldKinds: 0, isAnswered: true };
    }
    const session = stationSession(reader, station.id);
    const technician = session === undefined ? null : personRef(reader, session.person_id);
    const here = carIn(reader, station.name);
    const order = here === null ? undefined : findOrder(reader, here.id);
    const list = technician === null ? null : ownList(reader, station, technician.id);
    const held = technician === null ? [] : holdingsOf(reader, technician.id);
    const scans = newestResults(reader, station.id, NEWEST_SCANS);
    const warehouse = findWarehouse(reader, station.warehouse_id);
    return {
      demo,
      station: {
        id: station.id,
        name: station.name,
        warehouse: { id: station.warehouse_id, name: warehouse?.name ?? '' },
      },
      technician,
      awaitingPin: awaitingPin(reader, station, technician?.id ?? null),
      technicians: allPeople(reader)
        .filter(({ roles }) => worksAtBays(roles))
        .map(({ id, name }) => ({ id, name })),
      car:
        order === undefined
          ? null
          : {
              ...{ order: order.id, number: order.number, plate: order.plate, newEnergy: order.newEnergy === 1 },
              ...{ vehicleModel: order.vehicleModel, kind: order.kind },
            },
      slip: list === null ? null : readSlip(reader, list),
      ...slipsAtSide(reader, station.id, order?.id ?? null, technician?.id ?? null),
      held: technician === null || order === undefined ? [] : holdingsForOrder(reader, technician.id, order.id),
      offers: technician === null ? [] : offersTo(reader, technician.id),
      offered: technician === null ? [] : offersBy(reader, technician.id),
      heldValue: held.reduce((sum, { price, quantity }) => sum + lineAmount(price, quantity), 0),
      heldKinds: held.length,
      keeper: keeperAt(reader, station.warehouse_id) ?? null,
      scans,
      isAnswered: isOver(reader, station.id, scans[0], session),
    };
  });
}
