/** How an SOS is begun on this phone, kept on the phone: nothing about a person. */
import { deviceStorage } from '../../ui/storage.ts';

export const COUNTDOWNS_S = [0, 5, 10] as const;
export type CountdownS = (typeof COUNTDOWNS_S)[number];

export interface SosSettings {
  readonly countdownS: CountdownS;
  /** The monitoring centre sees where the person is with an SOS: who calls for help is to be found. */
  readonly share: boolean;
}

export const DEFAULT_SETTINGS: SosSettings = { countdownS: 5, share: true };
const COUNTDOWN_KEY = 'sos-countdown';
const SHARE_KEY = 'sos-share';

export function loadSosSettings(storage: Pick<Storage, 'getItem'> | null = deviceStorage()): SosSettings {
  if (storage === null) return DEFAULT_SETTINGS;
  const kept = storage.getItem(COUNTDOWN_KEY);
  const countdownS = COUNTDOWNS_S.find((one) => String(one) === kept) ?? DEFAULT_SETTINGS.countdownS;
  return { countdownS, share: storage.getItem(SHARE_KEY) !== 'no' };
}

/** False: this browser keeps nothing, and the settings are as before at the next start. */
export function saveSosSettings(settings: SosSettings): boolean {
  const storage = deviceStorage();
  if (storage === null) return false;
  storage.setItem(COUNTDOWN_KEY, String(settings.countdownS));
  storage.setItem(SHARE_KEY, settings.share ? 'yes' : 'no');
  return true;
}
