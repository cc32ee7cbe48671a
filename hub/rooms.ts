import { backOrderReaction, dropRestReaction } from './bays/back-orders.ts';
import { bayOperations, bayQueries } from './bays/operations.ts';
import { bayReactions } from './bays/reactions.ts';
import type { Bay } from './bays/waiting.ts';
import { customersOperations } from './customers/operations.ts';
import type { BoundOperation, BoundQuery, Reaction } from './executor/binding.ts';
import type { BoundList } from './executor/lists.ts';
import type { ImportKinds } from './executor/table-imports.ts';
import { holdingImport } from './holdings/holding-import.ts';
import { heldList } from './holdings/lists.ts';
import { holdingsOperations, holdingsQueries } from './holdings/operations.ts';

import { ordersOperations, ordersQueries } from './orders/operations.ts';

import { cardOperations } from './parts/card-operations.ts';
import { partsOperations, partsQueries } from './parts/operations.ts';
import { partImport } from './parts/part-import.ts';
import { peopleOperations, peopleQueries } from './people/operations.ts';
import type { PinHasher } from './people/pin.ts';
import { placesOperations, placesQueries } from './places/operations.ts';
import { printingOperations } from './printing/operations.ts';
import { printQueueOperations, printQueueQueries } from './printing/queue-operations.ts';
import { archiveList, archiveQueries, slipImport } from './requisitions/archive.ts';
import { requisitionLifeOperations } from './requisitions/life-operations.ts';
import { requisitionList } from './requisitions/lists.ts';
import { requisitionOperations, requisitionQueries } from './requisitions/operations.ts';
import { templateOperations, templateQueries } from './requisitions/template-operations.ts';
import { returnList } from './returns/lists.ts';
import { returnOperations, returnQueries } from './returns/operations.ts';
import { bayOf } from './stations/at-bay.ts';
import { type DeviceRules, deviceOperations } from './stations/device-operations.ts';
import { documentOperations } from './stations/document-operations.ts';
import type { StationSettings } from './stations/interpret.ts';
import { matchesOf, RECOGNISERS } from './stations/meaning.ts';
import { stationOperations, stationQueries } from './stations/operations.ts';
import { stationReactions } from './stations/reactions.ts';
import { findStation } from './stations/store.ts';
import { weighingAtStations } from './stations/weighing-operations.ts';
import { historyList } from './stock/lists.ts';
import { stockOperations, stockQueries } from './stock/operations.ts';
import { partList, stockPartQueries } from './stock/part-queries.ts';
import { hasUnnumbered } from './stock/store.ts';
import type { Reader } from './store/open.ts';
import { weighingOperations, weighingQueries } from './weighing/operations.ts';

/** Whether a scan of the code already does something in this workshop. */
export function codeMeans(reader: Reader, code: string): boolean {
  return matchesOf(reader, RECOGNISERS, code, null).length > 0;
}

/** The bay that a station is. */
function findBay(reader: Reader, id: string): Bay | undefined {
  const station = findStation(reader, id);
  return station?.kind === 'bay' ? bayOf(station) : undefined;
}

/** Every operation of every room, in the order of the rooms. */
export function allOperations(pins: PinHasher, settings: StationSettings, devices: DeviceRules): BoundOperation[] {
  return [
    ...printingOperations,
    ...printQueueOperations(settings),
    ...placesOperations(settings),
    ...peopleOperations(pins, codeMeans),
    ...customersOperations,
    ...partsOperations(codeMeans, settings),
    ...cardOperations(codeMeans, hasUnnumbered),
    ...stockOperations,
    ...ordersOperations,
    ...requisitionOperations(settings),
    ...requisitionLifeOperations(settings),
    ...templateOperations,
    ...holdingsOperations,
    ...returnOperations(settings),
    ...weighingOperations(settings),
    ...bayOperations(findBay, settings),
    ...stationOperations(RECOGNISERS, settings),
    ...documentOperations,
    ...weighingAtStations(settings),
    ...deviceOperations(devices),
  ];
}

/** Every table that can be brought. */
export const allImports: ImportKinds = {
  parts: partImport(codeMeans, hasUnnumbered),
  holdings: holdingImport(codeMeans),
  slips: slipImport,
};

/** Every list that can be taken along as a file and printed. */
export const allLists: readonly BoundList[] = [
  partList,
  historyList,
  requisitionList,
  heldList,
  returnList,
  archiveList,
];

export function allReactions(settings: StationSettings): readonly Reaction[] {
  return [dropRestReaction, backOrderReaction, ...bayReactions(settings), ...stationReactions];
}

export function allQueries(settings: StationSettings, demo: boolean): BoundQuery[] {
  return [
    ...printQueueQueries(settings),
    ...placesQueries,
    ...peopleQueries,
    ...partsQueries,
    ...stockQueries,
    ...ordersQueries,
    ...stockPartQueries,
    ...requisitionQueries(settings),
    ...templateQueries(settings),
    ...archiveQueries,
    ...holdingsQueries,
    ...returnQueries(settings),
    ...weighingQueries(settings),
    ...bayQueries(settings),
    ...stationQueries(demo),
  ];
}
