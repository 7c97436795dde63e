/**
 * Reads the packs of the jurisdictions folder, one folder a jurisdiction. A pack that does not hold together stops the
 * start: wrong law in force is worse than none.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Pack, packSchema } from './pack.ts';

export type Packs = ReadonlyMap<string, Pack>;

const FOLDER = fileURLToPath(new URL('../../jurisdictions/', import.meta.url));

/** Packs by jurisdiction. Throws with the file and what is wrong in it. */
export function loadPacks(folder: string = FOLDER): Packs {
  const packs = new Map<string, Pack>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = join(folder, entry.name, 'pack.json');
    if (!entry.isDirectory() || !existsSync(file)) continue;
    const pack = parsePack(readFileSync(file), `jurisdictions/${entry.name}/pack.json`);
    if (pack.jurisdiction !== entry.name)
      throw new Error(`jurisdictions/${entry.name}: the pack says '${pack.jurisdiction}'`);
    packs.set(pack.jurisdiction, pack);
  }
  return packs;
}

/** `name` stands in messages. Throws with what is wrong. */
export function parsePack(bytes: Uint8Array, name: string): Pack {
  const parsed = packSchema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`${name} is not a valid pack: ${problems.slice(0, 10).join('; ')}`);
  }
  const hash = createHash('sha256').update(bytes).digest('hex');
  const pack = parsed.data;
  return { ...pack, hash, versionId: `${pack.jurisdiction}@${pack.version}+${hash.slice(0, 12)}` };
}
