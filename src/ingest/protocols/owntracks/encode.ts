/**
 * Writes what the OwnTracks apps post in HTTP mode, for `magpie play` and the drills. Times are whole seconds, speed is
 * in km/h, accuracy in whole metres: the protocol knows no finer.
 */
import nacl from 'tweetnacl';
import { SECOND_MS } from '../../../core/time.ts';
import type { Report } from '../report.ts';
import { kmhFromMps } from '../units.ts';

/** The body of a `location` message. `tid` is the two-letter label that the apps show. */
export function owntracksLocation(report: Report, tid = 'mp'): string {
  return JSON.stringify({
    _type: 'location',
    tid,
    lat: Number(report.latDeg.toFixed(7)),
    lon: Number(report.lonDeg.toFixed(7)),
    tst: Math.floor(report.fixedAtMs / SECOND_MS),
    ...known('acc', report.accuracyM, (accuracyM) => Math.max(1, Math.round(accuracyM))),
    ...known('vel', report.speedMps, (speedMps) => Math.round(kmhFromMps(speedMps))),
    ...known('cog', report.courseDeg, (courseDeg) => Math.round(courseDeg) % 360),
    ...known('alt', report.altitudeM, Math.round),
    ...known('batt', report.batteryPct, Math.round),
    ...known('bs', report.charging, (charging) => (charging ? 2 : 1)),
    conn: 'm',
  });
}

/** Wraps any message body: `nonce` is 24 bytes never used twice under this key (chance is passed in). */
export function owntracksEncrypted(body: string, key: Uint8Array, nonce: Uint8Array): string {
  const box = nacl.secretbox(new TextEncoder().encode(body), nonce, key);
  return JSON.stringify({ _type: 'encrypted', data: Buffer.concat([nonce, box]).toString('base64') });
}

/** Headers of a post by `user`'s `device`; the password is the device's token. */
export function owntracksHeaders(user: string, device: string, token: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    authorization: `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`,
    'x-limit-u': user,
    'x-limit-d': device,
  };
}

function known<K extends string, V, W>(
  name: K,
  value: V | null | undefined,
  write: (value: V) => W,
): Partial<Record<K, W>> {
  if (value === null || value === undefined) return {};
  return { [name]: write(value) } as Record<K, W>;
}
