/** Free TCP ports. A port found free may be taken a moment later, so whoever binds it retries with another. */
import { createServer } from 'node:net';
import { OperatorError } from './operator-error.ts';

/** Whether `port` on `host` can be bound now. */
export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** A port that the system says is free on `host`. */
export function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: 0, host, exclusive: true }, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/**
 * The wanted port when it is free, else the first free one of the `tries` after it, else any that the system gives.
 * The caller says which was taken: the choice is never silent.
 */
export async function portNear(wanted: number, host: string, tries = 20): Promise<number> {
  for (let port = wanted; port <= Math.min(wanted + tries, 65_535); port++) {
    if (await isPortFree(port, host)) return port;
  }
  return await freePort(host);
}

/** A port number from a setting or an argument; `name` is what the operator wrote it under. */
export function parsePort(text: string, name: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port >= 1 && port <= 65_535)) {
    throw new OperatorError(`${name} is not a port number.`, `Set ${name} to a number from 1 to 65535.`);
  }
  return port;
}
