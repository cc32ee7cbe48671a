import { type BoundOperation, bindOperation, bindQuery } from '../executor/binding.ts';
import { refuse } from '../kernel/refusal.ts';
import { findWarehouseByCode } from '../places/store.ts';
import {
  closeIdle,
  configureStation,
  interpretScan,
  journalScan,
  listStations,
  markMissed,
  takeMissedScan,
} from './contract.ts';
import { closeWhenIdle, interpret, type StationSettings } from './interpret.ts';
import type { Recognise } from './meaning.ts';
import {
  allStations,
  findScan,
  findStation,
  keepScan,
  markKeptAsMissed,
  resultOf,
  setScanState,
  upsertStation,
} from './store.ts';

export function stationOperations(recognisers: readonly Recognise[], settings: StationSettings): BoundOperation[] {
  return [
    bindOperation(configureStation, ({ tx, emit }, request) => {
      const warehouse = findWarehouseByCode(tx, request.warehouse);
      if (warehouse === undefined) return refuse('places.no-such-warehouse', { warehouse: request.warehouse });
      const { kind, name, scanner, printer } = request;
      const before = findStation(tx, request.station);
      const same =
        before?.name === name &&
        before.warehouse_id === warehouse.id &&
        before.scanner === scanner &&
        before.printer === printer;
      if (same) return {};
      upsertStation(tx, { id: request.station, kind, name, warehouse_id: warehouse.id, scanner, printer });
      emit('station.configured', { station: request.station, kind, name, warehouse: warehouse.id, scanner, printer });
      return {};
    }),

    bindOperation(journalScan, ({ tx, emit }, request) => {
      keepScan(tx, {
        scan_id: request.scan,
        station_id: request.station,
        device: request.device,
        text: request.text,
        symbology: request.symbology,
        at_wall: request.at,
        repeats_after_ms: request.repeatsAfter_ms,
        defect: request.defect,
        raw: Buffer.from(request.raw, 'hex'),
      });
      emit('scan.kept', { scan: request.scan, station: request.station, device: request.device });
      return {};
    }),

    bindOperation(interpretScan, (context, { scan }) => {
      const kept = findScan(context.tx, scan);
      if (kept === undefined) return refuse('stations.no-such-scan');
      const done = resultOf(context.tx, scan);
      return done ?? interpret(context, kept, recognisers, settings);
    }),

    bindOperation(markMissed, ({ tx, emit }) => {
      const missed = markKeptAsMissed(tx);
      if (missed > 0) emit('scan.missed', { missed });
      return { missed };
    }),

    bindOperation(closeIdle, (context) => {
      const closed = allStations(context.tx).filter((station) =>
        closeWhenIdle(context, station, settings.stationIdle_ms),
      );
      return { closed: closed.length };
    }),

    bindOperation(takeMissedScan, (context, { scan, act }) => {
      const kept = findScan(context.tx, scan);
      if (kept === undefined) return refuse('stations.no-such-scan');
      if (kept.state !== 'missed') return refuse('stations.scan-already-decided', { text: kept.text });
      if (act) {
        interpret(context, { ...kept, repeats_after_ms: null }, recognisers, settings);
      } else {
        setScanState(context.tx, scan, 'let-go');
        context.emit('scan.let-go', { scan, text: kept.text });
      }
      return {};
    }),
  ];
}

export function stationQueries(demo: boolean) {
  return [
    bindQuery(listStations, (reader) => ({
      demo,
      stations: allStations(reader).map(({ id, kind, name }) => ({ id, kind, name })),
    })),
  ];
}
