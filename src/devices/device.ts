import type { AgencyId, DeviceId, PersonId } from '../core/ids.ts';

/** Protocols that a device may be registered for; each has its decoder in `ingest/protocols`. */
export const DEVICE_PROTOCOLS = [
  'osmand',
  'owntracks',
  'traccar',
  'megastek',
  'gt06',
  'watch',
  'eelink',
  'gl200',
  'teltonika',
  'r16h',
  // The protected person's own page: made by itself, known by the session, and on no port for devices.
  'page',
] as const;
export type DeviceProtocol = (typeof DEVICE_PROTOCOLS)[number];

/**
 * A phone app proves itself by a secret. HAZARD H-125: the others have no place for one and are known by their own name alone (an IMEI),
 * so that their door must be closed to strangers by other means.
 */
const WITH_TOKEN: ReadonlySet<DeviceProtocol> = new Set(['osmand', 'owntracks']);

export function hasToken(protocol: DeviceProtocol): boolean {
  return WITH_TOKEN.has(protocol);
}

export interface Device {
  readonly deviceId: DeviceId;
  readonly agencyId: AgencyId;
  readonly protocol: DeviceProtocol;
  /** What the device calls itself in its protocol (OwnTracks: `user/device`); null when its token is its only name. */
  readonly externalId: string | null;
  readonly createdAtMs: number;
}

/** Who carried a device, from `fromMs` up to and without `untilMs`. */
export interface Assignment {
  readonly deviceId: DeviceId;
  readonly personId: PersonId;
  readonly fromMs: number;
  /** Null: still. */
  readonly untilMs: number | null;
}

/** What ingest needs of a device: how to recognise it, open its payload, and say whose report it is. */
export interface DeviceRecord extends Device {
  /** SHA-256 of the token, hex; null when it is known by its own name only. */
  readonly tokenHash: string | null;
  /** Sealed payload key; null when its payload is plain. */
  readonly payloadKey: { readonly keyId: number; readonly sealed: Buffer } | null;
  /** Ascending by `fromMs`, never overlapping. */
  readonly assignments: readonly Assignment[];
}

/**
 * Who carried the device at that instant (the fix's own time, so that a late batch belongs to whoever carried it then);
 * null when nobody did.
 */
export function carrierAt(assignments: readonly Assignment[], atMs: number): PersonId | null {
  const found = assignments.find((a) => a.fromMs <= atMs && (a.untilMs === null || atMs < a.untilMs));
  return found?.personId ?? null;
}
