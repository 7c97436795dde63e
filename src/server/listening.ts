/** Servers that listen: on which port. */
import type { AddressInfo } from 'node:net';

/** The port; 0 while it does not listen. */
export function addressOf(server: { address(): AddressInfo | string | null } | null): number {
  const address = server?.address() ?? null;
  return address !== null && typeof address === 'object' ? address.port : 0;
}
