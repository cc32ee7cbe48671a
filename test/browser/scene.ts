import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { demoParts } from '../../hub/demo/catalogue.ts';
import type { Actor } from '../../hub/kernel/actor.ts';
import { newId } from '../../hub/kernel/ids.ts';
import { KIOSK, openScreen, type Screen } from '../support/browser.ts';
import { type Counter, startWorkshop, type Workshop, type WorkshopOptions } from '../support/workshop.ts';

const parts = demoParts();
/** The first barcode of a part of the demo. */
export function code(number: string): string {
  const found = parts.find((part) => part.number === number)?.barcodes[0]?.code;
  if (found === undefined) throw new Error(`The demo has no part ${number}`);
  return found;
}

export const PINS = { '2001': '246810', '2002': '135790' } as const;
export const COUNTER = '/counter/counter-1';

export type Scene = { readonly workshop: Workshop; readonly counter: Counter; readonly order: string } & Screen;

/** The page of a counter that nobody has opened yet. */
export async function closedCounterPage(
  browser: Browser,
  options: BrowserContextOptions = {},
  has: WorkshopOptions = {},
): Promise<Scene> {
  const workshop = await startWorkshop({ kiosk: KIOSK, pty: true, ...has });
  const [counter] = workshop.counters;
  if (counter === undefined) throw new Error('no counter');
  const order = await workshop.hub.store.read(
    (reader) => reader.one<{ number: string }>('select number from repair_order order by number limit 1')?.number ?? '',
  );
  const screen = await openScreen(browser, options);
  await screen.page.goto(workshop.origin + COUNTER);
  await screen.page.locator('[data-idle=closed]').waitFor();
  return { workshop, counter, order, ...screen };
}

/** Types the PIN of a keeper into the pad that is on the page. */
export async function typePin(page: Page, keeper: keyof typeof PINS = '2001'): Promise<void> {
  await page.locator('wh-pin-pad').waitFor();
  await page.keyboard.type(PINS[keeper]);
  await page.keyboard.press('Enter');
  await page.locator('wh-pin-pad').waitFor({ state: 'detached' });
}

/** The counter's page in a real browser, opened by a keeper who scanned the badge and typed the PIN. */
export async function openCounterPage(
  browser: Browser,
  options: BrowserContextOptions = {},
  has: WorkshopOptions = {},
): Promise<Scene> {
  const scene = await closedCounterPage(browser, options, has);
  await scene.counter.gun.scan('GP2001', 'C0');
  await typePin(scene.page);
  await scene.page.locator('[data-keeper]').waitFor();
  return scene;
}

/** The same counter in a browser that was never signed in. */
export async function visitorPage(browser: Browser, { workshop }: Scene): Promise<Screen> {
  const screen = await openScreen(browser);
  await screen.page.goto(workshop.origin + COUNTER);
  await screen.page.locator('wh-counter[data-view]').waitFor();
  return screen;
}

export const line = (page: Page, number: string): Locator => page.locator(`[data-part="${number}"]`);

/** Somebody of the demo, as the hub sees them when they act at another screen. */
export async function actor(
  workshop: Workshop,
  number: string,
  role: 'keeper' | 'technician' | 'manager',
): Promise<Actor> {
  const person = await workshop.hub.store.read((reader) =>
    reader.one<{ id: string }>('select id from person where number = ?', number),
  );
  if (person === undefined) throw new Error(`The demo has no person ${number}`);
  return { person: person.id, roles: [role], station: null, provedAt: Date.now(), system: null };
}

/** Runs an operation as `who` and fails when it is refused. */
export async function act<Reply = { id: string; number: string }>(
  workshop: Workshop,
  who: Actor,
  name: string,
  request: object,
): Promise<Reply> {
  const answer = await workshop.hub.executor.run({ operationId: newId(), name, request, actor: who });
  if (answer.outcome === 'refused')
    throw new Error(`${name} was refused: ${answer.code} ${JSON.stringify(answer.facts)}`);
  return answer.reply as Reply;
}

/** A technician submitted a slip at another screen. */
export async function submitSlip(
  workshop: Workshop,
  lines: readonly { number: string; quantity: number }[],
): Promise<{ id: string; number: string }> {
  const technician = await actor(workshop, '1007', 'technician');
  const facts = await workshop.hub.store.read((reader) => ({
    warehouse: reader.one<{ id: string }>('select id from warehouse limit 1')?.id,
    order: reader.one<{ id: string }>('select id from repair_order order by number limit 1')?.id,
    parts: lines.map(({ number, quantity }) => ({
      part: reader.one<{ id: string }>('select id from part where number = ?', number)?.id,
      quantity: quantity * 1000,
    })),
  }));
  const slip = await act(workshop, technician, 'requisitions.create', {
    warehouse: facts.warehouse,
    purpose: 'order',
    receiver: technician.person,
    order: facts.order,
    remark: '客户等着',
    lines: facts.parts,
  });
  await act(workshop, technician, 'requisitions.submit', { requisition: slip.id });
  return slip;
}

/** What has the focus, through every shadow root, as the name of its element and of every host around it. */
export function focusPath(page: Page): Promise<string> {
  return page.evaluate(`(() => {
    const names = [];
    let focused = document.activeElement;
    while (focused) { names.push(focused.localName); focused = focused.shadowRoot?.activeElement ?? null; }
    return names.join(' ');
  })()`) as Promise<string>;
}
