/** The tail of a report: base stations, wireless networks, and how exact the position is. */
import { CELLS_MAX, WIFI_POINTS_MAX } from '../limits.ts';
import type { CellTower, WifiPoint } from '../types.ts';
import { readLoosely, readMac } from '../values.ts';

export interface Network {
  readonly cells: readonly CellTower[];
  readonly wifi: readonly WifiPoint[];
  /** As it stands on the wire; null where the tail ends without one. */
  readonly accuracy: string | null;
}

/** Stronger than this is no signal of a phone network, weaker none that a phone hears. */
const RSSI_DBM_MIN = -150;

/** `fields` begin with the count of base stations. What cannot be read is left out; the rest stands. */
export function readNetwork(fields: readonly string[]): Network {
  const count = readCount(fields[0]);
  const { cells, nextAt } = count === 0 ? { cells: [], nextAt: 2 } : readCells(fields, count);
  const { wifi, nextAt: tailAt } = readWifi(fields, nextAt);
  const tail = fields[tailAt]?.trim() ?? '';
  // Only with a decimal point: another maker ends its reports with two digits of its own, which are no metres.
  return { cells, wifi, accuracy: /^\d+\.\d+$/.test(tail) ? tail : null };
}

function readCells(fields: readonly string[], count: number): { cells: CellTower[]; nextAt: number } {
  const nextAt = 4 + count * 3;
  const mcc = readLoosely(fields[2], 1, 999);
  const mnc = readLoosely(fields[3], 0, 999);
  if (mcc === null || mnc === null) return { cells: [], nextAt };
  const block = fields.slice(4, nextAt);
  const radix = block.some((field, index) => index % 3 !== 2 && /[a-f]/i.test(field)) ? 16 : 10;
  const cells: CellTower[] = [];
  for (let at = 0; at + 1 < block.length && cells.length < CELLS_MAX; at += 3) {
    const lac = readId(block[at], radix);
    const cid = readId(block[at + 1], radix);
    if (lac !== null && cid !== null) cells.push({ mcc, mnc, lac, cid, rssiDbm: readRssiDbm(block[at + 2]) });
  }
  return { cells, nextAt };
}

/** Found by their addresses, not by counting: a network's name may hold commas. */
function readWifi(fields: readonly string[], countAt: number): { wifi: WifiPoint[]; nextAt: number } {
  const count = Math.min(readCount(fields[countAt]), WIFI_POINTS_MAX);
  const wifi: WifiPoint[] = [];
  let at = countAt + 1;
  for (let index = at; index < fields.length && wifi.length < count; index += 1) {
    const mac = readMac(fields[index]);
    if (mac === null) continue;
    wifi.push({ mac, rssiDbm: readRssiDbm(fields[index + 1]) });
    index += 1;
    at = index + 1;
  }
  return { wifi, nextAt: at };
}

function readCount(field: string | undefined): number {
  return field !== undefined && /^\d{1,3}$/.test(field) ? Number(field) : 0;
}

function readId(field: string | undefined, radix: 10 | 16): number | null {
  const text = field?.trim() ?? '';
  const isId = radix === 16 ? /^[0-9a-f]{1,8}$/i.test(text) : /^\d{1,10}$/.test(text);
  return isId ? Number.parseInt(text, radix) : null;
}

/** Written with or without its sign; zero is none measured. */
function readRssiDbm(field: string | undefined): number | null {
  const rssi = readLoosely(field, -1000, 1000);
  if (rssi === null || rssi === 0) return null;
  return -Math.abs(rssi) >= RSSI_DBM_MIN ? -Math.abs(rssi) : null;
}
