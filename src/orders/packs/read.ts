/**
 * Reads the packs of the jurisdictions folder: one folder a jurisdiction, one file a version, named by it. A later version may name a
 * `base` and restate only those top-level sections that changed. A pack that does not hold together stops the start: wrong law in force
 * is worse than none.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { dayBeginsMs } from './calendar.ts';
import { type FileProblem, type Located, PackError, parseLocated } from './located.ts';
import { type Pack, packSchema, VERSION } from './pack.ts';
import { Packs } from './versions.ts';

const FOLDER = fileURLToPath(new URL('../../../jurisdictions/', import.meta.url));

/** So many versions may rest on one another. */
const BASES_MAX = 20;

/** All packs. Throws a PackError with files, lines and what is wrong. */
export function loadPacks(folder: string = FOLDER): Packs {
  const packs: Pack[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    for (const name of readdirSync(join(folder, entry.name)).sort()) {
      if (!isVersionFile(name)) continue;
      const pack = readPack(join(folder, entry.name, name), `jurisdictions/${entry.name}/${name}`);
      if (pack.jurisdiction !== entry.name) {
        const message = `the folder is '${entry.name}', the pack says '${pack.jurisdiction}'`;
        throw misplaced(join(folder, entry.name, name), `jurisdictions/${entry.name}/${name}`, 'jurisdiction', message);
      }
      packs.push(pack);
    }
  }
  return new Packs(packs);
}

function isVersionFile(name: string): boolean {
  return name.endsWith('.json') && VERSION.test(name.slice(0, -'.json'.length));
}

/** One version, with what it rests on from the same folder. `name` stands in messages. Throws a PackError. */
export function readPack(path: string, name: string): Pack {
  const pack = parsePack(readFileSync(path), name, (version) => readFileSync(join(path, '..', `${version}.json`)));
  if (basename(path) === `${pack.version}.json`) return pack;
  throw misplaced(path, name, 'version', `the file is to be named ${pack.version}.json, by its version`);
}

function misplaced(path: string, name: string, section: string, message: string): PackError {
  const line = parseLocated(readFileSync(path), name).lineOf([section]);
  return new PackError([{ file: name, line, path: section, message }]);
}

/** A file and what it rests on, the oldest last. */
interface Layer {
  readonly located: Located;
  readonly hash: string;
}

/** `name` stands in messages; `baseOf` gives the bytes of another version of the jurisdiction. Throws a PackError. */
export function parsePack(bytes: Uint8Array, name: string, baseOf?: (version: string) => Uint8Array): Pack {
  const layers = layersOf(bytes, name, baseOf);
  const merged: Record<string, unknown> = Object.assign(
    {},
    ...layers.toReversed().map(({ located }) => located.value as object),
  );
  delete merged.base;
  const parsed = packSchema.safeParse(merged);
  if (!parsed.success) throw new PackError(parsed.error.issues.flatMap((issue) => told(issue, layers)));
  const pack = parsed.data;
  const { hash } = layers[0]!;
  return {
    ...pack,
    hash,
    versionId: `${pack.jurisdiction}@${pack.version}+${hash.slice(0, 12)}`,
    holdsFromMs: dayBeginsMs(pack.holdsFrom, pack.timeZone),
  };
}

/** Of itself, and never of its base: what makes it a version of its own. */
const OWN_SECTIONS = ['jurisdiction', 'version', 'holdsFrom', 'runningOrders'] as const;

const layerSchema = z.looseObject({ base: z.string().regex(VERSION, "like '2026.10.02-6'").optional() });

function layersOf(bytes: Uint8Array, name: string, baseOf: ((version: string) => Uint8Array) | undefined): Layer[] {
  const located: Located[] = [];
  const all: Uint8Array[] = [];
  for (let at: Uint8Array | null = bytes, file = name; at !== null; ) {
    const layer = parseLocated(at, file);
    located.push(layer);
    all.push(at);
    const { base } = checkedLayer(layer);
    if (base === undefined) break;
    const say = (message: string) => new PackError([{ file, line: layer.lineOf(['base']), path: 'base', message }]);
    if (located.length > BASES_MAX) throw say('the versions rest on one another in a circle');
    at = baseBytes(base, baseOf, say);
    file = file.replace(/[^/]*$/, `${base}.json`);
  }
  const layers: Layer[] = [];
  let beneath = '';
  for (let i = located.length - 1; i >= 0; i -= 1) {
    beneath = createHash('sha256').update(beneath).update(all[i]!).digest('hex');
    layers.unshift({ located: located[i]!, hash: beneath });
  }
  return layers;
}

function baseBytes(
  version: string,
  baseOf: ((version: string) => Uint8Array) | undefined,
  say: (message: string) => PackError,
): Uint8Array {
  if (baseOf === undefined) throw say('there is no folder in which to look for it');
  try {
    return baseOf(version);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw say(`there is no ${version}.json beside it`);
  }
}

function checkedLayer(layer: Located): { readonly base?: string | undefined } {
  const parsed = layerSchema.safeParse(layer.value);
  if (!parsed.success)
    throw new PackError(parsed.error.issues.flatMap((issue) => told(issue, [{ located: layer, hash: '' }])));
  const value = parsed.data;
  const missing = value.base === undefined ? [] : OWN_SECTIONS.filter((section) => !(section in value));
  if (missing.length === 0) return value;
  const { file } = layer;
  throw new PackError(
    missing.map((path) => ({ file, line: 1, path, message: 'a version says this of itself, also when it has a base' })),
  );
}

/** Where an issue stands: in the newest file that says the section. */
function told(issue: z.core.$ZodIssue, layers: readonly Layer[]): FileProblem[] {
  const keys = issue.code === 'unrecognized_keys' ? issue.keys : [null];
  return keys.map((key) => {
    const path = key === null ? issue.path : [...issue.path, key];
    const [section] = path;
    const says = layers.find(({ located }) => section !== undefined && String(section) in (located.value as object));
    const { located } = says ?? layers[0]!;
    const message = key === null ? issue.message : 'a pack has no such member';
    return { file: located.file, line: located.lineOf(path), path: path.map(String).join('.'), message };
  });
}
