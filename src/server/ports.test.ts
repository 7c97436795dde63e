import { createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { freePort, isPortFree, parsePort, portNear } from './ports.ts';

const HOST = '127.0.0.1';
const open: Server[] = [];

function occupy(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, HOST, () => resolve());
    open.push(server);
  });
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

it('finds a port that can be bound', async () => {
  const port = await freePort(HOST);
  expect(await isPortFree(port, HOST)).toBe(true);
  await occupy(port);
  expect(await isPortFree(port, HOST)).toBe(false);
});

it('takes the wanted port when it is free, and another when it is taken', async () => {
  const port = await freePort(HOST);
  expect(await portNear(port, HOST)).toBe(port);
  await occupy(port);
  const other = await portNear(port, HOST);
  expect(other).not.toBe(port);
  await occupy(other);
});

it('goes anywhere when all that are near are taken', async () => {
  const port = await freePort(HOST);
  await occupy(port);
  const other = await portNear(port, HOST, 0);
  expect(other).not.toBe(port);
  expect(other).toBeGreaterThan(0);
});

it.each(['0', '65536', '80a', '', '-1', '8 0', '1e3'])('refuses %j as a port', (text) => {
  expect(() => parsePort(text, 'MAGPIE_PORT')).toThrow('MAGPIE_PORT');
});

it('reads a port', () => {
  expect(parsePort('8420', 'MAGPIE_PORT')).toBe(8420);
});
