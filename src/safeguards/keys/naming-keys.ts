/**
 * Keys that are derived from the master key and never erase anything: keyed hashes, codes on papers, the pair that push services know.
 * They must stay what they are; the master key itself is given up once nothing is wrapped under it any more, and what was derived from
 * it is kept instead.
 */
import { hkdfSync } from 'node:crypto';
import { assert } from '../../core/assert.ts';

export interface KeptNames {
  /** What labels are derived from that came later. */
  readonly root: Buffer;
  /** By label, as they were derived from the master key that was given up. */
  readonly kept: ReadonlyMap<string, Buffer>;
}

/** 32 bytes that live outside the database, or what was derived from such. */
export type MasterKey = Buffer | KeptNames;

/** All that were derived from a master key under which data keys were wrapped too, with their lengths. */
export const DERIVED: Readonly<Record<string, number>> = {
  'magpie payload hash': 32,
  'magpie blind index': 32,
  'magpie vapid': 48,
  'magpie order code': 32,
};

/** HKDF-SHA-256. */
export function derivedKey(master: MasterKey, label: string, bytes: number): Buffer {
  const root = Buffer.isBuffer(master) ? master : master.root;
  assert(root.length === 32, 'the master key has 32 bytes');
  const kept = Buffer.isBuffer(master) ? undefined : master.kept.get(label);
  assert(kept === undefined || kept.length === bytes, 'a kept key has its length');
  return kept ?? Buffer.from(hkdfSync('sha256', root, '', label, bytes));
}

/** To be kept before that master key is given up. */
export function namesToKeep(master: Buffer): ReadonlyMap<string, Buffer> {
  return new Map(Object.entries(DERIVED).map(([label, bytes]) => [label, derivedKey(master, label, bytes)]));
}
