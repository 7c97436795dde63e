/** A report as the phone's app would send it: which request, in which protocol. URLs and bodies carry positions: never log them. */

import type { Rng } from '../../core/rng.ts';
import { osmandUrl } from '../../ingest/protocols/osmand/encode.ts';
import { owntracksEncrypted, owntracksHeaders, owntracksLocation } from '../../ingest/protocols/owntracks/encode.ts';
import type { Report } from '../../ingest/protocols/report.ts';
import type { CastDevice } from '../cast.ts';

/** How one simulated device reaches the server; `magpie drill` reads these from data/drill.json. */
export interface DeviceAccess {
  /** Device key of the cast. */
  readonly castKey: string;
  /** A phone's; trackers have none. */
  readonly token: string | null;
  /** What a tracker calls itself. */
  readonly externalId?: string | null | undefined;
  /** The bytes of the OwnTracks secret; phones that encrypt need it. */
  readonly payloadKeyHex?: string | null;
  /** The device listener, e.g. `http://127.0.0.1:5055`, for a tracker `tcp://127.0.0.1:5023`; empty: its port is not open. */
  readonly deviceUrl: string;
}

export interface Frame {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const KEY_BYTES = 32;
const NONCE_BYTES = 24;

/** OwnTracks secrets shorter than 32 bytes are padded with NUL. */
function payloadKey(hex: string): Uint8Array {
  const key = new Uint8Array(KEY_BYTES);
  key.set(Buffer.from(hex, 'hex').subarray(0, KEY_BYTES));
  return key;
}

/** `rng` makes nonces: good enough for made-up people, never for real ones. */
export function frameOf(device: CastDevice, access: DeviceAccess, report: Report, rng: Rng): Frame {
  const token = access.token ?? '';
  if (device.protocol === 'osmand') {
    return { method: 'GET', url: osmandUrl(access.deviceUrl, token, report), headers: {}, body: '' };
  }
  const [user = 'kkachi', name = device.key] = (device.externalId ?? '').split('/');
  const plain = owntracksLocation(report, device.person.slice(0, 2));
  const body =
    device.encrypted && access.payloadKeyHex
      ? owntracksEncrypted(plain, payloadKey(access.payloadKeyHex), nonce(rng))
      : plain;
  const url = new URL(access.deviceUrl);
  return { method: 'POST', url, headers: owntracksHeaders(user, name, token), body };
}

function nonce(rng: Rng): Uint8Array {
  return Uint8Array.from({ length: NONCE_BYTES }, () => Math.floor(rng.next() * 256));
}
