/** Servers that listen: on which port, and how one is closed. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The port; 0 while it does not listen. */
export function addressOf(server: { address(): AddressInfo | string | null } | null): number {
  const address = server?.address() ?? null;
  return address !== null && typeof address === 'object' ? address.port : 0;
}

/** Waits for requests under way; idle connections are cut. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 2_000).unref();
  });
}
