import { newId } from '../../hub/kernel/ids.ts';
import { addWarehouse } from '../../hub/places/contract.ts';
import { ADMINISTRATOR } from './hub.ts';

export type Answer = { readonly status: number; readonly body: Record<string, unknown> };

/** The administrator at a desk of a hub in another process. */
export class Desk {
  readonly #origin: string;
  readonly #cookie: string;

  private constructor(origin: string, cookie: string) {
    this.#origin = origin;
    this.#cookie = cookie;
  }

  static async open(port: number): Promise<Desk> {
    const origin = `http://127.0.0.1:${port}`;
    const { badge, pin } = ADMINISTRATOR;
    const response = await fetch(`${origin}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ badge, pin, station: null }),
    });
    if (response.status !== 200) throw new Error(`The administrator could not sign in: ${await response.text()}`);
    return new Desk(origin, (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '');
  }

  /** Opens a warehouse: the smallest operation that anybody may see again. */
  async openWarehouse(code: string, key: string = newId()): Promise<Answer> {
    const response = await fetch(`${this.#origin}/api/v1${addWarehouse.path}`, {
      method: addWarehouse.method,
      headers: { 'content-type': 'application/json', cookie: this.#cookie, 'idempotency-key': key },
      body: JSON.stringify({ code, name: `仓库 ${code}` }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  async isWell(): Promise<boolean> {
    return (await fetch(`${this.#origin}/healthz`)).status === 200;
  }
}
