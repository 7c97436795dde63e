/** Which look was chosen. Kept on this phone alone: it is looked up before anybody is signed in. */
import { deviceStorage } from '../../ui/storage.ts';
import { DISGUISES, type Disguise } from './disguises.ts';

const STORED = 'look';

export function loadDisguise(storage: Pick<Storage, 'getItem'> | null = deviceStorage()): Disguise {
  const stored = storage?.getItem(STORED) ?? null;
  return DISGUISES.find((one) => one === stored) ?? 'memo';
}

export function storeDisguise(disguise: Disguise): void {
  deviceStorage()?.setItem(STORED, disguise);
}
