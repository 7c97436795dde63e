/**
 * How a warning is felt on this phone while the page is open: by sound and vibration, by vibration, or by the screen alone. Kept on the
 * device: the sound by `alarm-sound.ts`, the vibration here.
 */
import { deviceStorage } from '../../ui/storage.ts';
import type { SoundState } from '../alarm-sound.ts';

export const FELT = ['sound', 'vibration', 'screen'] as const;
export type Felt = (typeof FELT)[number];

const KEPT = 'vibration';
let wanted: boolean | null = null;

/** Whether the person wants this phone to vibrate; yes, until they say otherwise. */
export function isVibrationWanted(): boolean {
  wanted ??= deviceStorage()?.getItem(KEPT) !== 'off';
  return wanted;
}

/** False: the device does not keep it, and it lasts as long as the page. */
export function wantVibration(isWanted: boolean): boolean {
  wanted = isWanted;
  const storage = deviceStorage();
  storage?.setItem(KEPT, isWanted ? 'on' : 'off');
  return storage !== null;
}

/** Pure. A sound that waits for a touch is still the choice; one that the browser cannot make is not. */
export function feltOf(sound: SoundState, isVibrating: boolean): Felt {
  if (sound === 'on' || sound === 'blocked') return 'sound';
  return isVibrating ? 'vibration' : 'screen';
}
