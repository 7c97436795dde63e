import { expect, test } from 'vitest';
import type { DeskDeviceJson } from '../../../src/devices/contract.ts';
import type { DeskEndingJson } from '../../../src/orders/contract.ts';
import { toDo } from './ended-orders.ts';

function ending(label: string, wearerId: string, more: Partial<DeskEndingJson> = {}): DeskEndingJson {
  const times = { effectiveAtMs: 0, keptUntilMs: null, keptArticle: null, timeZone: 'Asia/Seoul' };
  return { orderId: label, label, wearerId, how: 'expired', article: '', otherLabels: [], ...times, ...more };
}

const device = (deviceId: string, personId: string, state: DeskDeviceJson['state']) =>
  ({ deviceId, personId, state }) as DeskDeviceJson;

test('a device that is worn for no order any more is to be taken back, once; what asks comes first (H-338)', () => {
  const endings = [
    ending('returned', 'w1'),
    ending('under another', 'w2', { otherLabels: ['M-009'] }),
    ending('newest', 'w3'),
    ending('older of the same', 'w3'),
  ];
  const devices = [
    device('d1', 'w1', 'returned'),
    device('d2', 'w2', 'fitted'),
    device('d3', 'w3', 'removed'),
    device('d4', 'w3', 'fitted'),
  ];
  expect(toDo(endings, { devices }).map((one) => [one.ending.label, one.deviceIds, one.without])).toEqual([
    ['newest', ['d3', 'd4'], null],
    ['returned', [], 'no-device'],
    ['under another', [], 'stays'],
    ['older of the same', [], 'asked'],
  ]);
});
