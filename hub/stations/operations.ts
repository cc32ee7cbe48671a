import { type BoundOperation, bindOperation, bindQuery } from '../executor/binding.ts';
import { refuse } from '../kernel/refusal.ts';
import { isIdle } from '../people/rules.ts';
import { deskSessions, endSessionRow, restampSessions } from '../people/session-store.ts';
import { findPerson, isKeeperOf } from '../people/store.ts';
import { findWarehouse, findWarehouseByCode } from '../places/store.ts';
import {
  closeIdle,
  configureStation,
  interpretScan,
  journalScan,
  listStations,
  markMissed,
  retireStation,
  takeMissedScan,
} from './contract.ts';
import { clearStation } from './device-store.ts';
import { closeWhenIdle, interpret, type StationSettings } from './interpret.ts';
import type { Recognise } from './meaning.ts';
import {
  allStations,
  deleteStation,
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
      const { kind, name } = request;
      const before = findStation(tx, request.station);
      if (before?.name === name && before.warehouse_id === warehouse.id) return {};
      upsertStation(tx, { id: request.station, kind, name, warehouse_id: warehouse.id });
      emit('station.configured', { station: request.station, kind, name, warehouse: warehouse.id });
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
        state: request.late ? 'missed' : 'kept',
        raw: Buffer.from(request.raw, 'hex'),
      });
      const kind = request.late ? 'scan.missed' : 'scan.kept';
      emit(kind, { scan: request.scan, station: request.station, device: request.device });
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
      restampSessions(context.tx, context.at);
      const closed = allStations(context.tx).filter((station) =>
        closeWhenIdle(context, station, settings.stationIdle_ms),
      );
      const desks = deskSessions(context.tx).filter((session) => isIdle(session, context.at, settings.stationIdle_ms));
      for (const { id, person_id } of desks) {
        endSessionRow(context.tx, id, context.at);
        context.emit('session.ended', { session: id, person: person_id, station: null });
      }
      return { closed: closed.length + desks.length };
    }),

    bindOperation(takeMissedScan, (context, { scan, act }) => {
      const { tx, actor } = context;
      const kept = findScan(tx, scan);
      if (kept === undefined) return refuse('stations.no-such-scan');
      if (kept.state !== 'missed') return refuse('stations.scan-already-decided', { text: kept.text });
      const warehouse = findStation(tx, kept.station_id)?.warehouse_id ?? '';
      const taker = actor.person;
      if (taker === null || !isKeeperOf(tx, taker, warehouse)) {
        const person = taker === null ? '' : (findPerson(tx, taker)?.name ?? '');
        return refuse('requisitions.not-keeper', { person, warehouse: findWarehouse(tx, warehouse)?.name ?? '' });
      }
      if (act) {
        interpret(context, { ...kept, repeats_after_ms: null }, recognisers, settings, taker);
      } else {
        setScanState(tx, scan, 'let-go');
        context.emit('scan.let-go', { scan, station: kept.station_id, by: taker });
      }
      return {};
    }),

    bindOperation(retireStation, ({ tx, emit }, { station }) => {
      clearStation(tx, station);
      deleteStation(tx, station);
      emit('station.retired', { station });
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
