/** On this phone: the locked screen shows its help only after a press on "Emergency", as a phone's own locked screen does. */
import { deviceStorage } from '../../ui/storage.ts';

const STORED = 'plain-lock';

export function isPlain(): boolean {
  return deviceStorage()?.getItem(STORED) === '1';
}

export function setPlain(plain: boolean): void {
  if (plain) deviceStorage()?.setItem(STORED, '1');
  else deviceStorage()?.removeItem(STORED);
}
