import type { Socket } from './connection.ts';
import { placeOfPage } from './place.ts';

/** The hub's socket, seen from this page's address. */
export function openSocket(): Socket {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const web = new WebSocket(`${scheme}://${location.host}/api/v1/socket?place=${placeOfPage()}`);
  const socket: Socket = {
    send: (text) => {
      if (web.readyState === WebSocket.OPEN) web.send(text);
    },
    close: () => web.close(),
    onmessage: null,
    onclose: null,
  };
  web.onmessage = (event) => socket.onmessage?.(event);
  web.onclose = (event) => socket.onclose?.(event);
  return socket;
}
