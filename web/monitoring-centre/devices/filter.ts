/** Which devices are shown, and in which order. Pure. */
import type { DeskDeviceJson } from '../../../src/devices/contract.ts';

export const GROUPS = ['all', 'use', 'away', 'stock', 'gone'] as const;
export type Group = (typeof GROUPS)[number];

export function groupOf({ state, custody }: Pick<DeskDeviceJson, 'state' | 'custody'>): Exclude<Group, 'all'> {
  switch (state) {
    case 'removed':
      return 'away';
    case 'carried':
    case 'fitted':
      return custody === null ? 'use' : 'away';
    case 'in-stock':
    case 'reserved':
      return 'stock';
    case 'returned':
    case 'lost':
    case 'found':
    case 'retired':
      return 'gone';
  }
}

/** Letters and digits of a case's label, a device's own name or its protocol. */
export function isWanted(device: DeskDeviceJson, group: Group, text: string): boolean {
  if (group !== 'all' && groupOf(device) !== group) return false;
  const plain = (value: string) => value.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const wanted = plain(text);
  const names = [...device.labels, device.externalId ?? '', device.deviceId, device.protocol];
  return wanted === '' || names.some((name) => plain(name).includes(wanted));
}

const ORDER: Readonly<Record<DeskDeviceJson['state'], number>> = {
  removed: 0,
  lost: 1,
  fitted: 2,
  carried: 3,
  reserved: 4,
  found: 5,
  returned: 6,
  'in-stock': 7,
  retired: 8,
};

/** Overdue ones and questions first, then by state, then by case. Total, so that rows do not change places by themselves. */
export function compareDevices(a: DeskDeviceJson, b: DeskDeviceJson): number {
  const asks = ({ removal }: DeskDeviceJson) =>
    removal === null ? 2 : removal.isOverdue ? 0 : removal.decision === null ? 1 : 2;
  const label = (device: DeskDeviceJson) => device.labels[0] ?? '\uffff';
  return (
    asks(a) - asks(b) ||
    ORDER[a.state] - ORDER[b.state] ||
    compareText(label(a), label(b)) ||
    compareText(a.deviceId, b.deviceId)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
