/** The pack of a jurisdiction as tests know it: the version that held on the day this was written for, whatever the clock says. */
import type { Pack } from '../../src/orders/contract.ts';
import { loadPacks } from '../../src/orders/service.ts';

const AT_MS = Date.parse('2026-11-21T03:00:00Z');

export function packOf(jurisdiction: string, atMs: number = AT_MS): Pack {
  const pack = loadPacks().current(jurisdiction, atMs);
  if (pack === null) throw new Error(`no pack of ${jurisdiction} held then`);
  return pack;
}
