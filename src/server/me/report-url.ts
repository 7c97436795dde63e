/** Where a phone reports to: the server by the name under which its owner called it, and the port of devices. */
import type { FastifyRequest } from 'fastify';

export interface ReportDoor {
  /** `MAGPIE_PHONE_URL`: where phones reach a server that stands behind others; null: as it is called. */
  readonly phoneUrl: string | null;
  readonly devicePort: number;
  /** The port of devices speaks TLS. */
  readonly hasTls: boolean;
}

/** The host was checked by the access hook: only names of ours come here. */
export function reportUrl({ headers }: Pick<FastifyRequest, 'headers'>, door: ReportDoor): string {
  if (door.phoneUrl !== null) return door.phoneUrl;
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  return new URL(`${door.hasTls ? 'https' : 'http'}://${host}:${door.devicePort}/`).href;
}
