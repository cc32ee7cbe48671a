import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { newId } from '../../hub/kernel/ids.ts';
import type { CallAnswer, ClientFrame, ServerFrame } from '../../hub/server/socket-contract.ts';
import { eventually } from './eventually.ts';

export type PageOptions = { readonly station?: string; readonly cookie?: string; readonly desk?: boolean };

/** What a page is to the hub: a WebSocket that watches topics and calls operations. */
export class PageClient {
  readonly socket: WebSocket;
  readonly frames: ServerFrame[] = [];
  #next = 1;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => {
      const frame = JSON.parse(data.toString()) as ServerFrame;
      this.frames.push(frame);
      if (frame.type === 'beat') this.send({ type: 'alive', rendered: frame.at });
    });
  }

  /** `desk`: as the desk's page, which is known by a cookie of its own. */
  static async open(origin: string, options: PageOptions = {}): Promise<PageClient> {
    const place = options.desk === true ? 'place=desk' : `station=${options.station ?? ''}`;
    const address = `${origin.replace('http', 'ws')}/api/v1/socket?${place}`;
    const headers = { origin, ...(options.cookie === undefined ? {} : { cookie: options.cookie }) };
    const client = new PageClient(new WebSocket(address, { headers }));
    await once(client.socket, 'open');
    onTestFinished(() => client.socket.terminate());
    return client;
  }

  send(frame: ClientFrame): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** Watches a topic; the returned function gives its newest state, or throws while there is none. */
  watch<State>(topic: string, params: object): () => State {
    const id = this.#next++;
    this.send({ type: 'watch', id, topic, params });
    return () => {
      const push = this.frames.findLast((frame) => frame.type === 'push' && frame.id === id);
      if (push?.type !== 'push')
        throw new Error(`Nothing was pushed on ${topic} yet: ${JSON.stringify(this.frames.at(-1))}`);
      return push.state as State;
    };
  }

  async call(name: string, request: object, id: string = newId()): Promise<CallAnswer> {
    this.send({ type: 'call', id, name, request });
    return this.#reply(id);
  }

  async ask<Reply>(name: string, request: object): Promise<Reply> {
    const id = this.#next++;
    this.send({ type: 'ask', id, name, request });
    const answer = await this.#reply(id);
    if (answer.outcome !== 'accepted') throw new Error(`${name} was not answered: ${JSON.stringify(answer)}`);
    return answer.reply as Reply;
  }

  #reply(id: string | number): Promise<CallAnswer> {
    return eventually(() => {
      const reply = this.frames.find((frame) => frame.type === 'reply' && frame.id === id);
      if (reply?.type !== 'reply') throw new Error(`No reply to ${id} yet`);
      return reply;
    });
  }
}
