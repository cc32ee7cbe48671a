import type { Socket } from './connection.ts';

/** The hub's socket, seen from this page's address. */
export function openSocket(station: string | null): Socket {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const query = station === null ? '' : `?station=${encodeURIComponent(station)}`;
  const web = new WebSocket(`${scheme}://${location.host}/api/v1/socket${query}`);
  const socket: Socket = {
    send: (text) => {
      if (web.readyState === WebSocket.OPEN) web.send(text);
    },
    close: () => web.close(),
    onmessage: null,
    onclose: null,
  };
  web.onmessage = (event) => socket.onmessage?.(event);
  web.onclose = () => socket.onclose?.();
  return socket;
}
