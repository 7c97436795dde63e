/** Cells and Wi-Fi points. Makers widened the fields over the years: how many bytes a cell has says how it is laid out. */
import { ByteReader } from '../byte-reader.ts';
import { CELLS_MAX, WIFI_POINTS_MAX } from '../limits.ts';
import { readMac } from '../values.ts';
import type { Gathered } from './report.ts';

/** The topmost bit of the country's code: the network's code then has two bytes. */
const WIDE_MNC = 0x8000;

interface Network {
  readonly mcc: number;
  readonly mnc: number;
}

/** Country and network, as they stand before one cell or many. */
export function readNetwork(reader: ByteReader): Network | null {
  const mcc = reader.uint(2);
  if (mcc === null) return null;
  const mnc = reader.uint(mcc & WIDE_MNC ? 2 : 1);
  return mnc === null ? null : { mcc: mcc & ~WIDE_MNC, mnc };
}

/** Widths of network code, area and cell by the bytes of the whole. */
const WIDTHS: Readonly<Record<number, readonly [mnc: 1 | 2, lac: 2 | 4, cid: 3 | 4 | 8]>> = {
  8: [1, 2, 3],
  9: [1, 2, 4],
  10: [2, 2, 4],
  15: [1, 4, 8],
  16: [2, 4, 8],
};

/** One cell of `bytes` bytes. What has no widths known, or names no cell, is left out. */
export function readCell(reader: ByteReader, bytes: number, gathered: Gathered): void {
  const block = reader.bytes(bytes);
  let widths = WIDTHS[bytes];
  if (block === null || widths === undefined) return;
  if (bytes === 9 && block[0]! & 0x80) widths = [2, 2, 3];
  const fields = new ByteReader(block).uints(2, ...widths);
  if (fields === null) return;
  const [mcc, mnc, lac, cid] = fields;
  addCell(gathered, { mcc: mcc & ~WIDE_MNC, mnc }, lac, cid, null);
}

/**
 * A cell behind a byte of length, before a tail of `tailBytes` (the likeliest first). Some makers count that byte itself and
 * some do not, and one sends 0 before 45 bytes of nothing: the end of the message is the firmer ground.
 */
export function readCellBlock(reader: ByteReader, tailBytes: readonly number[], gathered: Gathered): void {
  const length = reader.uint(1);
  if (length === null) return;
  const leftBytes = reader.leftBytes;
  for (const tail of tailBytes) {
    if (leftBytes - tail === length || leftBytes - tail === length - 1) {
      readCell(reader, leftBytes - tail, gathered);
      return;
    }
  }
  reader.passOver(Math.max(0, leftBytes - (tailBytes[0] ?? 0)));
}

/** Neighbours with their strength: `count` times area, cell, and the strength without its sign. */
export function readCells(
  reader: ByteReader,
  network: Network,
  count: number,
  widths: readonly [lac: number, cid: number],
  gathered: Gathered,
): void {
  for (let index = 0; index < count; index += 1) {
    const fields = reader.uints(...widths, 1);
    if (fields === null) return;
    const [lac = 0, cid = 0, strength = 0] = fields;
    // An empty place in the list has no area.
    if (lac > 0) addCell(gathered, network, lac, cid, strength === 0 ? null : -strength);
  }
}

function addCell(gathered: Gathered, network: Network, lac: number, cid: number, rssiDbm: number | null): void {
  const isNamed = network.mcc > 0 && cid > 0 && Number.isSafeInteger(cid);
  if (isNamed && gathered.cells.length < CELLS_MAX) gathered.cells.push({ ...network, lac, cid, rssiDbm });
}

/** Access points: address, then the strength without its sign, or before the address two bytes that say nothing. */
export function readWifi(reader: ByteReader, count: number, form: 'strength' | 'padded', gathered: Gathered): void {
  for (let index = 0; index < count; index += 1) {
    if (form === 'padded') reader.passOver(2);
    const address = reader.bytes(6);
    const strength = form === 'strength' ? reader.uint(1) : 0;
    if (address === null || strength === null) return;
    const mac = readMac(Buffer.from(address).toString('hex'));
    if (mac === null || gathered.wifi.length >= WIFI_POINTS_MAX) continue;
    gathered.wifi.push({ mac, rssiDbm: strength === 0 ? null : -strength });
  }
}
