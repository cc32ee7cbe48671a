import { customersOperations } from './customers/operations.ts';
import type { BoundOperation, BoundQuery } from './executor/binding.ts';
import { ordersOperations } from './orders/operations.ts';
import { partsOperations, partsQueries } from './parts/operations.ts';
import { peopleOperations } from './people/operations.ts';
import type { PinHasher } from './people/pin.ts';
import { placesOperations } from './places/operations.ts';
import { printingOperations } from './printing/operations.ts';
import { requisitionOperations, requisitionQueries } from './requisitions/operations.ts';
import type { StationSettings } from './stations/interpret.ts';
import { RECOGNISERS } from './stations/meaning.ts';
import { stationOperations, stationQueries } from './stations/operations.ts';
import { stockOperations, stockQueries } from './stock/operations.ts';

/** Every operation of every room, in the order of the rooms. */
export function allOperations(pins: PinHasher, settings: StationSettings): BoundOperation[] {
  return [
    ...printingOperations,
    ...placesOperations,
    ...peopleOperations(pins),
    ...customersOperations,
    ...partsOperations,
    ...stockOperations,
    ...ordersOperations,
    ...requisitionOperations(settings),
    ...stationOperations(RECOGNISERS, settings),
  ];
}

export function allQueries(settings: StationSettings, demo: boolean): BoundQuery[] {
  return [...partsQueries, ...stockQueries, ...requisitionQueries(settings), ...stationQueries(demo)];
}
