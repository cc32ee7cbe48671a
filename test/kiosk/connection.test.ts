import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HubConnection, type Socket } from '../../kiosk/hub/connection.ts';
import type { ClientFrame, ServerFrame } from '../../kiosk/hub/contracts.ts';

const SLIP = '01900000-0000-7000-8000-000000000001';

/** The other end of the line, held in the hand of the test. */
class Line implements Socket {
  readonly sent: ClientFrame[] = [];
  closed = false;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.closed = true;
  }
  say(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  hello(): void {
    this.say({ type: 'hello', protocol: 1, build: 'b', demo: true, at: 1, timeZone: 'Asia/Shanghai', session: null });
  }
  /** The other end closes; 1006 is a line that just broke. */
  drop(code = 1006): void {
    this.onclose?.({ code });
  }
  calls(): Extract<ClientFrame, { type: 'call' }>[] {
    return this.sent.filter((frame) => frame.type === 'call');
  }
}

let lines: Line[] = [];
let connection: HubConnection;

function line(at = lines.length - 1): Line {
  const found = lines[at];
  if (found === undefined) throw new Error(`There is no line ${at}.`);
  return found;
}

beforeEach(() => {
  vi.useFakeTimers();
  lines = [];
  connection = new HubConnection(() => {
    lines.push(new Line());
    return line();
  });
  connection.start();
});

afterEach(() => {
  vi.useRealTimers();
});

test('a call in flight when the line drops is sent again with the id of its first time', async () => {
  line().hello();
  const answer = connection.call('requisitions.confirm', { requisition: SLIP });
  const first = line().calls()[0];
  line().drop();
  await vi.advanceTimersByTimeAsync(600);
  line().hello();
  const second = line().calls()[0];
  expect(lines).toHaveLength(2);
  expect(first?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  expect(second).toEqual(first);
  line().say({
    type: 'reply',
    id: second?.id ?? '',
    outcome: 'accepted',
    reply: { id: SLIP, number: 'LY' },
    repeated: true,
  });
  await expect(answer).resolves.toMatchObject({ outcome: 'accepted', reply: { number: 'LY' } });
});

test('a call made while the line is down waits for the line', () => {
  connection.call('requisitions.undo', { requisition: SLIP });
  expect(line().sent).toEqual([]);
  line().hello();
  expect(line().calls()).toHaveLength(1);
});

test('what was watched is watched again after a break', async () => {
  line().hello();
  const pushed: unknown[] = [];
  connection.watch('sync.line', {}, { push: (state) => pushed.push(state), refused: () => {} });
  line().drop();
  await vi.advanceTimersByTimeAsync(600);
  line().hello();
  const watch = line().sent.find((frame) => frame.type === 'watch');
  expect(watch).toMatchObject({ topic: 'sync.line' });
  line().say({ type: 'push', id: watch?.id ?? 0, at: 2, state: { line: 'online' } });
  expect(pushed).toEqual([{ line: 'online' }]);
});

test('twelve seconds without a beat mean that the line is dead', async () => {
  line().hello();
  await vi.advanceTimersByTimeAsync(11_000);
  line().say({ type: 'beat', at: 5 });
  await vi.advanceTimersByTimeAsync(11_000);
  expect(connection.connected).toBe(true);
  await vi.advanceTimersByTimeAsync(1_100);
  expect(connection.connected).toBe(false);
  expect(line(0).closed).toBe(true);
});

test('the waits between tries grow from half a second to five', async () => {
  const waits: number[] = [];
  for (let tries = 1; tries <= 6; tries += 1) {
    const before = Date.now();
    line().drop();
    while (lines.length === tries) await vi.advanceTimersByTimeAsync(100);
    waits.push(Date.now() - before);
  }
  expect(waits).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
});

test('a line that the hub closes because the session ended is opened again at once, as a visitor', async () => {
  line().hello();
  line().drop(4401);
  expect(connection.connected).toBe(false);
  await vi.advanceTimersByTimeAsync(0);
  expect(lines).toHaveLength(2);
});

test('a hub that closes a line before it greeted is not hammered', async () => {
  line().drop(4401);
  await vi.advanceTimersByTimeAsync(400);
  expect(lines).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(lines).toHaveLength(2);
});

test('an intent that is tried again brings the id of its first time', () => {
  line().hello();
  connection.call('requisitions.undo', { requisition: SLIP }, SLIP);
  expect(line().calls()[0]?.id).toBe(SLIP);
});

test('frames of a line that was given up are not heard', async () => {
  line().hello();
  const pushed: unknown[] = [];
  connection.watch('sync.line', {}, { push: (state) => pushed.push(state), refused: () => {} });
  connection.reconnect();
  await vi.advanceTimersByTimeAsync(10);
  line(0).say({ type: 'push', id: 1, at: 2, state: { line: 'offline' } });
  expect(pushed).toEqual([]);
  expect(lines).toHaveLength(2);
});
