/** What the numbered elements mean to us. Numbers are those of the trackers for people and of the FMB family. */
import type { DeviceEventKind } from '../../../proximity/types.ts';
import type { CellTower, DeviceStatus } from '../types.ts';
import type { AvlRecord, Element } from './record.ts';

export const BATTERY_PCT = 113;
export const CHARGER = 116;
const CELL_NUMBER = 205;
const CELL_AREA = 206;
const CELL_OPERATOR = 241;
/** The number of the cell in fourth-generation networks, beside which 205 is not sent. */
const CELL_NUMBER_WIDE = 636;
/** Operators are told as country and network in one number, of five digits or six. */
const OPERATOR_MIN = 10_000;
const OPERATOR_MAX = 999_999;

/** Elements of one byte whose value other than zero is an alarm. README.md has what they are called. */
const KIND_OF_ELEMENT: Readonly<Record<number, DeviceEventKind>> = {
  236: 'sos',
  242: 'fall',
  249: 'jamming',
  252: 'power-cut',
  318: 'jamming',
};

export const ELEMENT_OF_KIND: Readonly<Partial<Record<DeviceEventKind, number>>> = {
  sos: 236,
  fall: 242,
  jamming: 249,
  'power-cut': 252,
};

export function kindsOf({ elements }: AvlRecord): readonly DeviceEventKind[] {
  const kinds = new Set<DeviceEventKind>();
  for (const [number, { bytes, value }] of elements) {
    const kind = KIND_OF_ELEMENT[number];
    // Wider, the number belongs to another family of devices and means something else.
    if (kind !== undefined && bytes === 1 && value > 0) kinds.add(kind);
  }
  return [...kinds];
}

export function statusOf({ elements, satellites }: AvlRecord): DeviceStatus {
  const batteryPct = narrow(elements.get(BATTERY_PCT));
  const charger = narrow(elements.get(CHARGER));
  return {
    batteryPct: batteryPct !== null && batteryPct <= 100 ? batteryPct : null,
    charging: charger === null || charger > 1 ? null : charger === 1,
    satellites,
    strap: null,
    cells: cellsOf(elements),
    wifi: [],
  };
}

function narrow(element: Element | undefined): number | null {
  return element !== undefined && element.bytes === 1 ? element.value : null;
}

function cellsOf(elements: AvlRecord['elements']): readonly CellTower[] {
  const cid = elements.get(CELL_NUMBER)?.value ?? elements.get(CELL_NUMBER_WIDE)?.value ?? 0;
  const lac = elements.get(CELL_AREA)?.value ?? 0;
  const operator = elements.get(CELL_OPERATOR)?.value ?? 0;
  if (cid === 0 || lac === 0 || operator < OPERATOR_MIN || operator > OPERATOR_MAX || !Number.isSafeInteger(cid)) {
    return [];
  }
  const mncSteps = operator < 100_000 ? 100 : 1_000;
  return [{ mcc: Math.floor(operator / mncSteps), mnc: operator % mncSteps, lac, cid, rssiDbm: null }];
}
