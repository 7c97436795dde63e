/**
 * Opening Magpie to the local network (`--lan`): TLS for people's pages, because a phone needs it for service worker, push and
 * geolocation. An operator's own certificate in data/tls wins over the one made here, which browsers will ask about.
 * Fails toward loopback: without an address or a readable certificate nothing is opened.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import type { Clock } from '../core/clock.ts';
import { DAY_MS } from '../core/time.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import { OperatorError } from './operator-error.ts';

export interface Access {
  /** To bind. */
  readonly host: string;
  /** Names under which people may call, besides loopback. */
  readonly hosts: readonly string[];
  readonly tls: Certificate | null;
  /** What links begin with, without the port. */
  readonly scheme: 'http' | 'https';
  /** What links and devices name. */
  readonly name: string;
}

export const LOOPBACK: Access = { host: '127.0.0.1', hosts: [], tls: null, scheme: 'http', name: '127.0.0.1' };

/** A self-signed certificate lasts a year; browsers refuse much longer ones. */
const CERTIFICATE_DAYS = 365;

export async function lanAccess(dataFolder: string, clock: Clock, say: (line: string) => void): Promise<Access> {
  const hosts = ownAddresses();
  const [name] = hosts;
  if (name === undefined) {
    throw new OperatorError('This machine has no address on a local network.', 'Connect it, or start without --lan.');
  }
  const tls = (await readCertificate(dataFolder)) ?? (await makeCertificate(dataFolder, hosts, clock, say));
  say('open to the local network: use it for exercises only');
  return { host: '0.0.0.0', hosts, tls, scheme: 'https', name };
}

/** IPv4 addresses of this machine other than loopback. */
function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address);
}

async function makeCertificate(
  dataFolder: string,
  hosts: readonly string[],
  clock: Clock,
  say: (line: string) => void,
): Promise<Certificate> {
  say('making a certificate of its own in data/tls: a browser will ask whether to trust it');
  const nowMs = clock.nowMs();
  const names = ['127.0.0.1', ...hosts].map((ip) => ({ type: 7 as const, ip }));
  const made = await generate([{ name: 'commonName', value: 'Magpie exercise' }], {
    keyType: 'ec',
    notBeforeDate: new Date(nowMs - DAY_MS),
    notAfterDate: new Date(nowMs + CERTIFICATE_DAYS * DAY_MS),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }, ...names] }],
  });
  const folder = join(dataFolder, 'tls');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, 'key.pem'), made.private, { mode: 0o600 });
  await writeFile(join(folder, 'cert.pem'), made.cert, { mode: 0o644 });
  return { key: made.private, cert: made.cert };
}
