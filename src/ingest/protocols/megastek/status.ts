/** What a report says of the device itself and of what it hears. Nothing here can refuse a report. */
import { WIFI_POINTS_MAX } from '../limits.ts';
import type { CellTower, DeviceStatus, WifiPoint } from '../types.ts';
import { readLoosely, readMac } from '../values.ts';
import { FIELD } from './fields.ts';

export function readStatus(fields: readonly string[]): DeviceStatus {
  const flags = fields[FIELD.chargeAndBelt] ?? '';
  return {
    batteryPct: readLoosely(fields[FIELD.battery], 0, 100),
    charging: /^[01]/.test(flags) ? flags.startsWith('1') : null,
    satellites: readLoosely(fields[FIELD.satellites], 0, 99),
    strap: strapOf(flags),
    cells: readCell(fields),
    wifi: readWifi(fields[FIELD.wifi] ?? ''),
  };
}

/** The second digit: 0 no belt is fastened, 1 the first, 2 the second, 3 both. A dash there: the device has none. */
function strapOf(flags: string): DeviceStatus['strap'] {
  const belt = /^[01]([0-3])/.exec(flags)?.[1];
  return belt === undefined ? null : belt === '0' ? 'open' : 'closed';
}

/** Area and cell in hex. The signal's number has no unit in any document, so it is not told. */
function readCell(fields: readonly string[]): readonly CellTower[] {
  const mcc = fields[FIELD.mcc] ?? '';
  const mnc = fields[FIELD.mnc] ?? '';
  const lac = fields[FIELD.lac] ?? '';
  const cid = fields[FIELD.cid] ?? '';
  if (!/^\d{3}$/.test(mcc) || !/^\d{1,3}$/.test(mnc) || !isHex(lac) || !isHex(cid)) return [];
  return [
    { mcc: Number(mcc), mnc: Number(mnc), lac: Number.parseInt(lac, 16), cid: Number.parseInt(cid, 16), rssiDbm: null },
  ];
}

function isHex(text: string): boolean {
  return /^[0-9a-f]{1,8}$/i.test(text);
}

/** `mac:level|mac:level`: the level is what stands below 0 dBm. An unreadable one is left out. */
function readWifi(text: string): readonly WifiPoint[] {
  return text
    .split('|')
    .slice(0, WIFI_POINTS_MAX)
    .flatMap((one) => {
      const [address, level] = one.split(':');
      const mac = readMac(address);
      const below = readLoosely(level, 0, 200);
      return mac === null ? [] : [{ mac, rssiDbm: below === null ? null : 0 - below }];
    });
}
