import { Archive, Check, CircleHelp, Hand, Package, PackageCheck, PauseCircle, Undo2, UserCheck } from 'lucide-react';
import type { DeskDeviceJson } from '../../../src/devices/contract.ts';
import css from './DeviceList.module.css';
import type { DeviceWords } from './use-device-words.ts';

const MARKS = {
  'in-stock': Package,
  reserved: UserCheck,
  carried: Hand,
  fitted: Check,
  removed: PauseCircle,
  returned: Undo2,
  lost: CircleHelp,
  found: PackageCheck,
  retired: Archive,
} as const;

/** A state is a word and a sign, and never a colour alone. */
export function StateMark({ state, words }: { state: DeskDeviceJson['state']; words: DeviceWords }) {
  const Mark = MARKS[state];
  return (
    <span className={css.state} data-state={state}>
      <Mark size="1.1em" aria-hidden="true" /> {words.t(`state.${state}`)}
    </span>
  );
}
