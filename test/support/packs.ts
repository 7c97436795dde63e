/** The packs, read once, and the one of a jurisdiction that held on the day the tests were written for, whatever the clock says. */
import type { Pack } from '../../src/orders/contract.ts';
import { loadPacks } from '../../src/orders/service.ts';

export const PACKS = loadPacks();
const AT_MS = Date.parse('2026-11-21T03:00:00Z');

export function packOf(jurisdiction: string, atMs: number = AT_MS): Pack {
  const pack = PACKS.current(jurisdiction, atMs);
  if (pack === null) throw new Error(`no pack of ${jurisdiction} held then`);
  return pack;
}
