/** Real sockets, clear and under TLS, on one port. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { generate } from 'selfsigned';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { allowList, Door, type DoorOptions } from './door.ts';

interface Pair {
  readonly key: string;
  readonly cert: string;
}
let first: Pair;
let second: Pair;
let door: Door | null = null;
const refused: string[] = [];

beforeAll(async () => {
  const make = async (name: string): Promise<Pair> => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: name }], { keyType: 'ec' });
    return { key, cert };
  };
  [first, second] = [await make('first'), await make('second')];
});
afterEach(async () => {
  await door?.close(100);
  door = null;
  refused.length = 0;
});

async function open(options: Partial<DoorOptions>): Promise<number> {
  const echo = (socket: Socket) => socket.on('data', (data) => socket.write(data));
  door = new Door({
    ...{ host: '127.0.0.1', port: 0, allow: null, tls: null, onConnection: echo },
    onRefused: (cause) => refused.push(cause),
    ...options,
  });
  await door.listen();
  return door.port;
}

async function echoed(socket: Socket): Promise<string> {
  socket.write('hello');
  const [data] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return data.toString();
}

async function nameServed(port: number): Promise<string> {
  const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const name = String(socket.getPeerCertificate().subject.CN);
  expect(await echoed(socket)).toBe('hello');
  return name;
}

it('takes TLS and clear text on one port, and a renewed certificate without a stop', async () => {
  const port = await open({ tls: { context: first, isRequired: false } });
  expect(await echoed(connectPlain(port, '127.0.0.1'))).toBe('hello');
  expect(await nameServed(port)).toBe('first');
  door!.renewTls(second);
  expect(await nameServed(port)).toBe('second');
});

it('HAZARD H-87: takes nothing in clear where TLS is required', async () => {
  const port = await open({ tls: { context: first, isRequired: true } });
  const socket = connectPlain(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('hello');
  await once(socket, 'close');
  expect(refused).toEqual(['not-tls']);
  expect(await nameServed(port)).toBe('first');
});

it('serves HTTP through the same door, also under TLS', async () => {
  const http = createServer((_request, response) => response.end('over http'));
  const onConnection = (socket: Socket) => http.emit('connection', socket);
  const port = await open({ tls: { context: first, isRequired: false }, onConnection });
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('over http');
  const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  const parts: Buffer[] = [];
  for await (const part of socket) parts.push(part as Buffer);
  expect(Buffer.concat(parts).toString()).toContain('over http');
});

it('HAZARD H-125: closes to whoever is not on the allow list', async () => {
  const port = await open({ allow: allowList('10.0.0.0/8, 2001:db8::/32') });
  const socket = connectPlain(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'close');
  expect(refused).toEqual(['address']);
  await door!.close(100);
  const other = await open({ allow: allowList('127.0.0.0/8') });
  expect(await echoed(connectPlain(other, '127.0.0.1'))).toBe('hello');
});

it.each(['', '10.0.0.0/', '10.0.0.0/33', 'example.org', '10.0.0.0/8/8', '10.0.0.0/8, x'])(
  'takes %j for no allow list',
  (text) => expect(allowList(text)).toBeNull(),
);
