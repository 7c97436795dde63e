import { useOwnPositionRun } from './use-own-position.ts';

/** Keeps this page reporting where the person is. It stands above the lock: a locked phone goes on protecting. */
// HAZARD H-203: a person is forced to open the app, and with it loses what protects them.
export function OwnPositionRun() {
  useOwnPositionRun();
  return null;
}
