/** The words that the last field but Wi-Fi has for why the report was sent. `Timer`, `Dist`, `PW ON` and others are no event. */
import type { DeviceEventKind } from '../../../proximity/types.ts';

/** Without blanks, in lower case: firmware writes `Low Battery` and `LowBattery`. */
const KIND_OF_WORD: Readonly<Record<string, DeviceEventKind>> = {
  sos: 'sos',
  help: 'sos',
  beltoff: 'strap-open',
  belton: 'strap-closed',
  lowbattery: 'low-battery',
  poweroff: 'power-off',
  pwoff: 'power-off',
  // "Power supply disconnected".
  psd: 'power-cut',
  fall: 'fall',
  falldown: 'fall',
  // The antenna of the receiver was cut off.
  gpscut: 'tamper',
};

const WORD_OF_KIND: Partial<Readonly<Record<DeviceEventKind, string>>> = {
  sos: 'SOS',
  'strap-open': 'Belt Off',
  'strap-closed': 'Belt On',
  'low-battery': 'Low Battery',
  'power-off': 'PowerOff',
  'power-cut': 'PSD',
  fall: 'Fall',
  tamper: 'GPS Cut',
};

export function eventKindOfWord(word: string): DeviceEventKind | null {
  const key = word.toLowerCase().replaceAll(/[^a-z]/g, '');
  return Object.hasOwn(KIND_OF_WORD, key) ? KIND_OF_WORD[key]! : null;
}

/** `Timer` where the device has no word for it. */
export function wordOfEventKind(kind: DeviceEventKind | null | undefined): string {
  return (kind && WORD_OF_KIND[kind]) ?? 'Timer';
}
