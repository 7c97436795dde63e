/**
 * Replays frames captured from real devices, and what an established decoder made of them, through a socket protocol.
 * They are data to test against and no part of the product: without them beside the checkout the tests are skipped. What
 * differs is named by its line with the reason, and a reason that is no longer needed fails as well.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { DeviceEventKind } from '../../proximity/types.ts';
import type { Decoded, DecodedFix, SocketProtocol } from './types.ts';
import { mpsFromKnots } from './units.ts';

const FOLDER = fileURLToPath(new URL('../../../../shared/frames/', import.meta.url));
/** Frames that carry no time are received then. */
const RECEIVED_MS = Date.UTC(2026, 10, 28);

export interface OraclePosition {
  readonly fixTime: string | null;
  readonly outdated: boolean;
  readonly valid: boolean;
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude: number;
  readonly speedKnots: number;
  readonly course: number;
  readonly accuracy: number;
  readonly network?: {
    readonly cellTowers?: readonly {
      readonly cellId: number;
      readonly locationAreaCode: number;
      readonly mobileCountryCode: number;
      readonly mobileNetworkCode: number;
      readonly signalStrength?: number;
    }[];
    readonly wifiAccessPoints?: readonly { readonly macAddress: string; readonly signalStrength?: number }[];
  };
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface CapturedFrame {
  readonly hex: string;
  readonly deviceId?: string;
  readonly oracle?: OraclePosition | readonly OraclePosition[];
  readonly replies: readonly string[];
}

export type Difference =
  | 'framing'
  | 'device'
  | 'fixes'
  | 'position'
  | 'time'
  | 'valid'
  | 'speed'
  | 'course'
  | 'altitude'
  | 'accuracy'
  | 'events'
  | 'battery'
  | 'charge'
  | 'satellites'
  | 'cells'
  | 'wifi'
  | 'replies'
  | 'rejected';

/** Line of the file, from 1. */
export type KnownDifferences = Readonly<
  Record<number, { readonly fields: readonly Difference[]; readonly why: string }>
>;

const KIND_OF_ALARM: Readonly<Record<string, DeviceEventKind>> = {
  sos: 'sos',
  removing: 'strap-open',
  tampering: 'tamper',
  lowBattery: 'low-battery',
  lowPower: 'low-battery',
  powerOff: 'power-off',
  powerCut: 'power-cut',
  fallDown: 'fall',
  jamming: 'jamming',
};

/** Null when they are not beside the checkout. */
export function readCapturedFrames(name: string): readonly CapturedFrame[] | null {
  const path = `${FOLDER}${name}.json`;
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as CapturedFrame[]) : null;
}

export function describeCapturedFrames(protocol: SocketProtocol, known: KnownDifferences): void {
  const frames = readCapturedFrames(protocol.name);
  const what = `captured ${protocol.name} frames`;
  if (frames === null) {
    test.skip(`${what}: ../shared/frames/${protocol.name}.json is not beside this checkout`, () => undefined);
    return;
  }
  const session = protocol.openSession();
  let device: string | null = null;
  const lines = frames.map((frame, index) => {
    device = frame.deviceId ?? device;
    const bytes = Buffer.from(frame.hex, 'hex');
    const framing = protocol.frame(bytes);
    const found = differences(frame, device, session.decode(bytes, RECEIVED_MS));
    if (framing.kind !== 'frame' || framing.bytes !== bytes.length) found.unshift('framing');
    return { line: index + 1, found };
  });
  describe(what, () => {
    test.each(lines)('line $line', ({ line, found }) => {
      expect(found).toEqual(known[line]?.fields ?? []);
    });
  });
}

function differences(frame: CapturedFrame, device: string | null, decoded: Decoded): Difference[] {
  const all = frame.oracle === undefined ? [] : [frame.oracle].flat();
  const positions = all.filter(({ outdated, fixTime }) => !outdated && fixTime !== null);
  const found = new Set<Difference>();
  const check = (field: Difference, isSame: boolean): void => {
    if (!isSame) found.add(field);
  };
  check('device', decoded.device === device);
  check('fixes', decoded.fixes.length === positions.length);
  for (const [index, fix] of decoded.fixes.entries()) {
    const position = positions[index];
    if (position !== undefined) compareFix(check, fix, position);
  }
  check(
    'events',
    sameSet(
      decoded.events.map(({ kind }) => kind),
      all.flatMap(eventsOf),
    ),
  );
  const newest = all.toSorted((a, b) => Date.parse(a.fixTime ?? '') - Date.parse(b.fixTime ?? '')).at(-1);
  compareStatus(check, decoded, all.some(({ fixTime }) => fixTime === null) ? all.at(-1) : newest);
  check('replies', Buffer.from(decoded.reply).toString('hex') === frame.replies.map(hexOf).join(''));
  check('rejected', decoded.rejected === null);
  return [...found];
}

type Check = (field: Difference, isSame: boolean) => void;

function compareFix(check: Check, fix: DecodedFix, position: OraclePosition): void {
  check('position', near(fix.latDeg, position.latitude, 1e-6) && near(fix.lonDeg, position.longitude, 1e-6));
  check('time', fix.fixedAtMs === Date.parse(position.fixTime ?? ''));
  check('valid', fix.valid === position.valid);
  check('speed', near(fix.speedMps ?? 0, mpsFromKnots(position.speedKnots), 1e-3));
  check('course', near(fix.courseDeg ?? 0, position.course % 360, 1e-3));
  check('altitude', near(fix.altitudeM ?? 0, position.altitude, 1e-3));
  check('accuracy', near(fix.accuracyM ?? 0, position.accuracy, 1e-3));
}

/** What the other decoder does not tell is not compared: a status of ours may say more. */
function compareStatus(check: Check, { status }: Decoded, position: OraclePosition | undefined): void {
  if (position === undefined) return;
  const { attributes, network } = position;
  const same = (ours: unknown, theirs: unknown): boolean => theirs === undefined || ours === theirs;
  check('battery', same(status.batteryPct, attributes.batteryLevel));
  check('charge', same(status.charging, attributes.charge));
  check('satellites', same(status.satellites, attributes.sat));
  const cells = network?.cellTowers?.map(
    ({ mobileCountryCode, mobileNetworkCode, locationAreaCode, cellId, ...rest }) =>
      [mobileCountryCode, mobileNetworkCode, locationAreaCode, cellId, rest.signalStrength ?? null].join(),
  );
  check(
    'cells',
    cells === undefined ||
      sameSet(
        status.cells.map(({ mcc, mnc, lac, cid, rssiDbm }) => [mcc, mnc, lac, cid, rssiDbm].join()),
        cells,
      ),
  );
  const wifi = network?.wifiAccessPoints?.map(({ macAddress, signalStrength }) =>
    [macAddress.toUpperCase(), signalStrength ?? null].join(),
  );
  check(
    'wifi',
    wifi === undefined ||
      sameSet(
        status.wifi.map(({ mac, rssiDbm }) => [mac, rssiDbm].join()),
        wifi,
      ),
  );
}

function eventsOf({ attributes }: OraclePosition): DeviceEventKind[] {
  const { alarm } = attributes;
  if (typeof alarm !== 'string') return [];
  return alarm.split(',').flatMap((word) => KIND_OF_ALARM[word] ?? []);
}

function sameSet(ours: readonly string[], theirs: readonly string[]): boolean {
  return [...new Set(ours)].sort().join(';') === [...new Set(theirs)].sort().join(';');
}

function near(ours: number, theirs: number, tolerance: number): boolean {
  return Math.abs(ours - theirs) <= tolerance;
}

function hexOf(reply: string): string {
  return reply.startsWith('text:') ? Buffer.from(reply.slice(5), 'latin1').toString('hex') : reply;
}

/** Cuts a stream as a listener does, given in pieces of `pieceBytes`. */
export function cutStream(protocol: SocketProtocol, stream: Uint8Array, pieceBytes: number): Cut {
  const frames: string[] = [];
  let garbageBytes = 0;
  let waiting = Buffer.alloc(0);
  for (let at = 0; at < stream.length; at += pieceBytes) {
    waiting = Buffer.concat([waiting, stream.subarray(at, at + pieceBytes)]);
    for (;;) {
      const framing = protocol.frame(waiting);
      if (framing.kind === 'incomplete') break;
      // Not by expect(): it is asked a million times.
      if (!(framing.bytes > 0 && framing.bytes <= waiting.length)) throw new Error('framing out of its bounds');
      if (framing.kind === 'frame') frames.push(waiting.subarray(0, framing.bytes).toString('hex'));
      else garbageBytes += framing.bytes;
      waiting = waiting.subarray(framing.bytes);
    }
  }
  return { frames, garbageBytes, waitingBytes: waiting.length };
}

export interface Cut {
  readonly frames: readonly string[];
  readonly garbageBytes: number;
  readonly waitingBytes: number;
}
