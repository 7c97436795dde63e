/** Packages of our own: made-up ids, and places in the open Yellow Sea, where nobody lives. */
import { checksum, writePackage } from './frame.ts';

export const DEVICE = '990000000000017';
export const AT_MS = Date.UTC(2026, 5, 24, 1, 2, 3);
export const LAT = 36.00125;
export const LON = 124.502125;

export type Widths = readonly (readonly [value: number, bytes: 1 | 2 | 3 | 4])[];

/** Fields of these widths one after another, big-endian; negative numbers in two's complement. */
export function fields(...widths: Widths): Buffer {
  return Buffer.concat(
    widths.map(([value, bytes]) => {
      const field = Buffer.alloc(4);
      field.writeInt32BE(value | 0);
      return field.subarray(4 - bytes);
    }),
  );
}

export const SECONDS = AT_MS / 1_000;
/** Latitude, longitude, altitude, speed, course, satellites. */
export const GPS: Widths = [
  [LAT * 1_800_000, 4],
  [LON * 1_800_000, 4],
  [-12, 2],
  [18, 2],
  [271, 2],
  [9, 1],
];
export const CELL: Widths = [
  [460, 2],
  [1, 2],
  [7201, 2],
  [19_088_743, 4],
  [71, 1],
];
export const NEIGHBOUR: Widths = [
  [7202, 2],
  [5103, 4],
  [88, 1],
];

export function wifi(last: number, rssi: number): Widths {
  return [
    [0x02005e00, 4],
    [0x53, 1],
    [last, 1],
    [rssi, 1],
  ];
}

/** Of that time, with the GPS block when the mask says so, and what else the mask names. */
export function position(mask: number, ...more: Widths): Buffer {
  return fields([SECONDS, 4], [mask, 1], ...((mask & 1) === 1 ? GPS : []), ...more);
}

export function pack(kind: number, serial: number, ...content: readonly Uint8Array[]): Uint8Array {
  return writePackage(kind, serial, Buffer.concat(content));
}

export function container(imei: string, ...packages: readonly Uint8Array[]): Uint8Array {
  const checked = Buffer.concat([Buffer.from(`0${imei}`, 'hex'), ...packages]);
  return Buffer.concat([Buffer.from('EL'), fields([checked.length + 2, 2], [checksum(checked), 2]), checked]);
}

export function hex(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : Buffer.from(bytes).toString('hex');
}
