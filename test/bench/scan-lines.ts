import { once } from 'node:events';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { SerialPort } from 'serialport';
import { WebSocket, WebSocketServer } from 'ws';
import { loadProfile } from '../../devices/load-profile.ts';
import { frameBytes } from '../../devices/scanners/frame-bytes.ts';
import { buildHub } from '../../hub/app.ts';
import { parseConfig } from '../../hub/config.ts';
import { DEMO_PEOPLE } from '../../hub/demo/people.ts';
import { DEMO_WAREHOUSE, seedDemo } from '../../hub/demo/seed.ts';
import { systemClock } from '../../hub/kernel/clock.ts';
import { newId } from '../../hub/kernel/ids.ts';
import type { ServerFrame } from '../../hub/server/socket-contract.ts';
import { layCable, until } from './cable.ts';

const STATION = 'counter-1';
const PROFILE = 'newland-serial';

/** A way from a scanner's bytes to a page. */
export type ScanLine = {
  /** Writes the scan's bytes at the scanner's end; answers with the milliseconds until the page has what it means. */
  scan(text: string, symbology: string): Promise<number>;
  stop(): Promise<void>;
};

/** What a page has received so far, and how to wait for more. */
class Page {
  readonly socket: WebSocket;
  #take: (message: string) => void = () => undefined;

  constructor(address: string, origin: string) {
    this.socket = new WebSocket(address, { headers: { origin } });
    this.socket.on('message', (data) => this.#take(data.toString()));
  }

  /** Calls back with every message from now on, in place of whoever listened before. */
  listen(take: (message: string) => void): void {
    this.#take = take;
  }
}

function scannerEnd(path: string) {
  const file = openSync(path, 'r+');
  const profile = loadProfile('scanner', PROFILE);
  return {
    bytesOf: (text: string, symbology: string) => frameBytes(profile, text, symbology),
    send: (bytes: Uint8Array) => writeSync(file, bytes),
    close: () => closeSync(file),
  };
}

/** The floor: a serial port whose bytes go to a WebSocket as they come. Nothing is decoded, kept or decided. */
export async function openEcho(folder: string): Promise<ScanLine> {
  const cable = await layCable(folder, 'echo');
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const port = new SerialPort({ path: cable.hub, baudRate: 9600, autoOpen: false });
  await new Promise<void>((resolve, reject) => port.open((error) => (error === null ? resolve() : reject(error))));
  port.on('data', (bytes: Buffer) => {
    for (const client of server.clients) client.send(bytes);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The echo has no port.');
  const page = new Page(`ws://127.0.0.1:${address.port}`, 'http://127.0.0.1');
  await once(page.socket, 'open');
  const gun = scannerEnd(cable.gun);
  return {
    scan(text, symbology) {
      const bytes = gun.bytesOf(text, symbology);
      return new Promise((resolve) => {
        let missing = bytes.length;
        const began = performance.now();
        page.listen((message) => {
          missing -= Buffer.byteLength(message);
          if (missing <= 0) resolve(performance.now() - began);
        });
        gun.send(bytes);
      });
    },
    async stop() {
      page.socket.terminate();
      gun.close();
      await new Promise<void>((resolve) => port.close(() => resolve()));
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await cable.pull();
    },
  };
}

async function openCounter(origin: string): Promise<void> {
  const keeper = DEMO_PEOPLE.find((person) => person.roles.includes('keeper') && person.pin !== null);
  const response = await fetch(`${origin}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ badge: keeper?.badge, pin: keeper?.pin, station: STATION }),
  });
  if (response.status !== 200) throw new Error(`The counter could not be opened: ${await response.text()}`);
}

async function startHub(folder: string, scanner: string) {
  const hub = await buildHub({
    config: parseConfig({ data: join(folder, 'data'), port: 0, warehouses: [DEMO_WAREHOUSE] }, 'bench', {}),
    stations: [{ id: STATION, kind: 'counter', name: '配件柜台 1', warehouse: DEMO_WAREHOUSE.code }],
    devices: [
      {
        ...{ device: `${STATION}-scanner`, family: 'scanner', profile: PROFILE, address: scanner },
        ...{ station: STATION, label: '', own: {} },
      },
    ],
    ...{ portAt: () => null, discover: () => [] },
    ...{ clock: systemClock, newId, random: Math.random, fetch, log: pino({ level: 'silent' }) },
    kiosk: join(folder, 'no-kiosk'),
    demo: { topics: [], routes: () => undefined, seed: seedDemo },
  });
  const origin = await hub.app.listen({ host: '127.0.0.1', port: 0 });
  await hub.start();
  await until(() => hub.devices.views().every(({ state }) => state.state === 'ready'), 'the scanner is ready');
  await openCounter(origin);
  return { hub, origin };
}

type CounterState = { readonly scans: readonly { readonly scan: string; readonly text: string }[] };

/** The whole hub: decoded, kept, understood, done, committed twice, and the counter's new state at its page. */
export async function openHubLine(folder: string): Promise<ScanLine & { readonly orderNumber: string }> {
  const cable = await layCable(folder, 'hub');
  const { hub, origin } = await startHub(folder, cable.hub);
  const order = await hub.store.read((reader) =>
    reader.one<{ number: string }>('select number from repair_order order by number limit 1'),
  );
  const page = new Page(`${origin.replace('http', 'ws')}/api/v1/socket?station=${STATION}`, origin);
  await once(page.socket, 'open');
  let newest: string | null = null;
  let arrived = (_scan: { readonly text: string }) => {};
  page.listen((message) => {
    const frame = JSON.parse(message) as ServerFrame;
    if (frame.type === 'beat') page.socket.send(JSON.stringify({ type: 'alive', rendered: frame.at }));
    if (frame.type !== 'push') return;
    const scan = (frame.state as CounterState).scans[0];
    if (scan === undefined || scan.scan === newest) return;
    newest = scan.scan;
    arrived(scan);
  });
  page.socket.send(JSON.stringify({ type: 'watch', id: 1, topic: 'stations.counter', params: { station: STATION } }));
  const gun = scannerEnd(cable.gun);
  return {
    orderNumber: order?.number ?? '',
    scan(text, symbology) {
      const bytes = gun.bytesOf(text, symbology);
      return new Promise((resolve, reject) => {
        const lost = setTimeout(() => reject(new Error(`${text} was scanned and never came.`)), 10_000);
        const began = performance.now();
        arrived = (scan) => {
          const took = performance.now() - began;
          clearTimeout(lost);
          if (scan.text === text) resolve(took);
          else reject(new Error(`${text} was scanned and ${scan.text} came.`));
        };
        gun.send(bytes);
      });
    },
    async stop() {
      page.socket.terminate();
      gun.close();
      await hub.stop();
      await cable.pull();
    },
  };
}
