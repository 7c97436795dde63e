/**
 * Whom Call rings: the police of the order's jurisdiction, as the server says at sign-in and at every connection, locked or not. It is kept on the
 * phone, so that a page without a network rings the same; a phone that never learnt one rings the number that works on most mobile networks.
 */
import { useSyncExternalStore } from 'react';
import { deviceStorage } from './storage.ts';

const KEPT = 'emergency-number';
const DEFAULT = '112';

function isNumber(text: string): boolean {
  return /^[0-9]{2,6}$/.test(text);
}

export interface EmergencyNumber {
  current(): string;
  /** What the server says; anything that no telephone could dial is left out. */
  learn(number: string): void;
  subscribe(listener: () => void): () => void;
}

/** The last one learnt stands, also for whoever signs in next until the server has said theirs. */
export function emergencyNumberIn(storage: () => Pick<Storage, 'getItem' | 'setItem'> | null): EmergencyNumber {
  const listeners = new Set<() => void>();
  let known: string | null = null;
  const kept = () => {
    const text = storage()?.getItem(KEPT) ?? '';
    return isNumber(text) ? text : DEFAULT;
  };
  return {
    current() {
      known ??= kept();
      return known;
    },
    learn(number) {
      if (!isNumber(number) || number === known) return;
      known = number;
      storage()?.setItem(KEPT, number);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The page's one. */
export const emergencyNumber = emergencyNumberIn(deviceStorage);

/** Renders again when the server says another. */
export function useEmergencyNumber(): string {
  return useSyncExternalStore(emergencyNumber.subscribe, emergencyNumber.current);
}
