/** Real sockets, handed over as the door does. */
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { afterEach, it } from 'vitest';
import { addressOf } from '../server/listening.ts';
import { createListener, type ListenerDeps } from './listener.ts';

let front: Server | null = null;
afterEach(() => front?.close());

it('HAZARD H-150: a request that does not end is cut off, though a door handed the connection over', async () => {
  const http = createListener({} as ListenerDeps);
  http.headersTimeout = 1;
  front = createServer((socket) => http.emit('connection', socket));
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  const [mute, slow] = [connect(addressOf(front), '127.0.0.1'), connect(addressOf(front), '127.0.0.1')];
  slow.write('POST / HTTP/1.1\r\nHo');
  for (const socket of [mute, slow]) socket.on('error', () => undefined).resume();
  await Promise.all([once(mute, 'close'), once(slow, 'close')]);
  http.close();
}, 20_000);
