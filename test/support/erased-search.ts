/**
 * What somebody who has everything could get: a dump of all tables, the files of a data folder, and whatever keys these hold. Used to show
 * that before an erasure it is all there, and after it nothing is.
 */
import { createSecretKey } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../../src/core/database.ts';
import { BrokenSealError, decrypt } from '../../src/safeguards/keys/cipher.ts';
import { decodeStore } from '../../src/safeguards/keys/file-format.ts';
import { derivedKey } from '../../src/safeguards/keys/naming-keys.ts';

export interface Dump {
  /** Every table, a row of JSON each, as a dump in text has them. */
  readonly text: string;
  readonly wrappings: readonly { key_id: number; basis: string; wrapped: Buffer }[];
  readonly sealed: readonly { key_id: number; sealed: Buffer }[];
}

/** Sealed columns whose bytes open with nothing but their key. */
const SEALED: readonly (readonly [table: string, column: string])[] = [
  ['ingest.journal', 'sealed'],
  ['ingest.quarantine', 'sealed'],
  ['orders.zone', 'shape_sealed'],
  ['orders.notice', 'sealed'],
  ['people.person', 'identity_sealed'],
];

/** As the owner of the database. */
export async function dumpOf(owner: Database): Promise<Dump> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const lines: string[] = [];
  for (const { name } of tables) {
    const { rows } = await owner.query<{ line: string }>(`select row_to_json(t)::text as line from only ${name} t`);
    lines.push(name, ...rows.map(({ line }) => line));
  }
  const wrappings = await owner.query<Dump['wrappings'][number]>(
    'select key_id, basis, wrapped from safeguards.key_wrapping',
  );
  const sealed: { key_id: number; sealed: Buffer }[] = [];
  for (const [table, column] of SEALED) {
    const { rows } = await owner.query<(typeof sealed)[number]>(
      `select key_id, ${column} as sealed from ${table} where key_id is not null and ${column} is not null`,
    );
    sealed.push(...rows);
  }
  return { text: lines.join('\n'), wrappings: wrappings.rows, sealed };
}

/** Templates of PostgreSQL, which hold its catalogs and nothing of ours. */
const TEMPLATES = /\/base\/[145]$/;
const PAGE_BYTES = 8_192;
const EMPTY = Buffer.alloc(PAGE_BYTES);

/** The bytes of every file below the folders, without pages that nothing was written to. */
export async function filesOf(...folders: readonly string[]): Promise<Buffer[]> {
  const files: Buffer[] = [];
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (!entry.isFile() || TEMPLATES.test(entry.parentPath)) continue;
      files.push(written(await readFile(join(entry.parentPath, entry.name))));
    }
  }
  return files;
}

function written(bytes: Buffer): Buffer {
  const pages = Array.from({ length: Math.ceil(bytes.length / PAGE_BYTES) }, (_, i) =>
    bytes.subarray(i * PAGE_BYTES, (i + 1) * PAGE_BYTES),
  );
  return Buffer.concat(pages.filter((page) => !page.equals(EMPTY)));
}

/** Every key that the files hold: what is written in them, what follows from that, and what opens with it in a key store. */
export function keysIn(files: readonly Buffer[]): Buffer[] {
  const written = new Set<string>();
  for (const file of files.filter(({ length }) => length < 100_000)) {
    for (const [hex] of file.toString('latin1').matchAll(/[0-9a-f]{64}/g)) written.add(hex);
  }
  const masters = [...written].map((hex) => Buffer.from(hex, 'hex'));
  const keys = [...masters, ...masters.map((master) => derivedKey(master, 'magpie wrap', 32))];
  const epochs = files.filter(({ length }) => length === 60);
  for (const [master, epochFile] of masters.flatMap((one) => epochs.map((epoch) => [one, epoch] as const))) {
    for (let epoch = 1; epoch < 40; epoch += 1) {
      const key = opened(master, epochFile, `epoch ${epoch}`);
      if (key === null) continue;
      for (const file of files) {
        try {
          keys.push(...[...decodeStore(createSecretKey(key), epoch, file).keys.values()].map((one) => one.export()));
        } catch (error) {
          if (!(error instanceof BrokenSealError)) throw error;
        }
      }
    }
  }
  return keys;
}

/** Data keys of a dump that open under any of the keys. */
export function dataKeysOf(dump: Dump, keys: readonly Buffer[]): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (const { key_id, basis, wrapped } of dump.wrappings) {
    for (const key of keys) {
      const data = opened(key, wrapped, `wrap ${key_id} ${basis}`);
      if (data !== null) found.set(key_id, data);
    }
  }
  return found;
}

/** All that opens in a dump. */
export function plainOf(dump: Dump, dataKeys: ReadonlyMap<number, Buffer>): Buffer {
  const plain = dump.sealed.map(({ key_id, sealed }) => {
    const key = dataKeys.get(key_id);
    return key === undefined ? null : opened(key, sealed, `data ${key_id}`);
  });
  return Buffer.concat(plain.filter((one) => one !== null));
}

function opened(key: Buffer, sealed: Buffer, about: string): Buffer | null {
  try {
    return decrypt(createSecretKey(key), sealed, about);
  } catch (error) {
    if (error instanceof BrokenSealError) return null;
    throw error;
  }
}

/** As text and as eight bytes of either order. */
export function tracesOf(numbers: readonly number[], words: readonly string[]): Buffer[] {
  const bytes = numbers.flatMap((one) => {
    const [big, little] = [Buffer.alloc(8), Buffer.alloc(8)];
    big.writeDoubleBE(one);
    little.writeDoubleLE(one);
    return [big, little, Buffer.from(String(one))];
  });
  return [...bytes, ...words.map((word) => Buffer.from(word))];
}

/** Which traces are in the haystacks, as text. */
export function found(traces: readonly Buffer[], haystacks: readonly Buffer[]): string[] {
  return traces
    .filter((trace) => haystacks.some((one) => one.includes(trace)))
    .map((trace) => trace.toString('latin1'));
}
