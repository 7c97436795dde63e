/** A listening server's port, and its end. */
import type { AddressInfo } from 'node:net';

/** 0 while it does not listen. */
export function addressOf(server: { address(): AddressInfo | string | null } | null): number {
  const address = server?.address() ?? null;
  return address !== null && typeof address === 'object' ? address.port : 0;
}
