/** What is to be done about orders that ended. Pure. Fails toward asking: a device of which it is not known who wears it is in the list above. */
import type { DeskDeviceJson, DeskJson } from '../../../src/devices/contract.ts';
import type { DeskEndingJson } from '../../../src/orders/contract.ts';

export interface ToDo {
  readonly ending: DeskEndingJson;
  /** Still on the wearer, though no order in force asks for it. */
  readonly deviceIds: readonly string[];
  /** Why there is none: another order keeps it on, nothing is worn, or a newer ending of the same wearer asks for it; null: there is one. */
  readonly without: 'stays' | 'no-device' | 'asked' | null;
}

const WORN: ReadonlySet<DeskDeviceJson['state']> = new Set(['fitted', 'carried', 'removed']);

/** Those first that ask for something; the server's order, newest first, within each. Of one wearer the newest ending asks, once. */
export function toDo(endings: readonly DeskEndingJson[], desk: Pick<DeskJson, 'devices'>): ToDo[] {
  const asked = new Set<string>();
  const all = endings.map((ending) => {
    const isFirst = !asked.has(ending.wearerId);
    asked.add(ending.wearerId);
    const worn = desk.devices.filter(({ personId, state }) => personId === ending.wearerId && WORN.has(state));
    const without =
      ending.otherLabels.length > 0 ? 'stays' : worn.length === 0 ? 'no-device' : isFirst ? null : 'asked';
    return { ending, deviceIds: without === null ? worn.map(({ deviceId }) => deviceId) : [], without } as const;
  });
  return [...all.filter(isDue), ...all.filter((one) => !isDue(one))];
}

function isDue({ deviceIds }: ToDo): boolean {
  return deviceIds.length > 0;
}
