/**
 * Whom Call rings: the police of the order's jurisdiction, as the server says. It is kept on the phone, so that a page without a network rings
 * the same; a phone that never learnt one rings the number that works on most mobile networks.
 */
import { deviceStorage } from './storage.ts';

const KEPT = 'emergency-number';
const DEFAULT = '112';

/** As known now; read it where it is shown. */
export let EMERGENCY_NUMBER = readKept();

function readKept(): string {
  // Pages' pure parts are tested without a browser.
  if (typeof window === 'undefined') return DEFAULT;
  const kept = deviceStorage()?.getItem(KEPT) ?? '';
  return isNumber(kept) ? kept : DEFAULT;
}

function isNumber(text: string): boolean {
  return /^[0-9]{2,6}$/.test(text);
}

/** What the server says; anything that no telephone could dial is left out. */
export function setEmergencyNumber(number: string): void {
  if (!isNumber(number) || number === EMERGENCY_NUMBER) return;
  EMERGENCY_NUMBER = number;
  deviceStorage()?.setItem(KEPT, number);
}
