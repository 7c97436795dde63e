/**
 * What a phone must fetch before the protected person's page says its first sentence: the script of the page, all that it imports at
 * once, and the texts of one language. Read from the built pages, as they are sent (brotli).
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Issue 5: the first load stays under this, before the map. */
export const FIRST_LOAD_BYTES_MAX = 200_000;

export interface FirstLoad {
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly bytes: number;
}

/** Throws when the page is not built, or built in a form that this cannot read: a budget that sees nothing holds nothing. */
export async function firstLoadOf(dist: string): Promise<FirstLoad> {
  const page = await readFile(join(dist, 'app/index.html'), 'utf8');
  const scripts = [...page.matchAll(/<script type="module"[^>]* src="\/(assets\/[^"]+\.js)"/g)].map(
    ([, name]) => name!,
  );
  if (scripts.length !== 1) throw new Error(`the page names ${scripts.length} scripts instead of one`);
  const names = new Set(scripts);
  for (const name of names) for (const found of await importsOf(dist, name)) names.add(found);
  names.add(await largestTexts(dist));
  const files = await Promise.all([...names].map(async (name) => ({ name, bytes: await sentBytes(join(dist, name)) })));
  return { files, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Static imports of a built module: `import{a as b}from"./x.js"`, `import"./x.js"`; not `import("./x.js")`. */
async function importsOf(dist: string, name: string): Promise<string[]> {
  const code = await readFile(join(dist, name), 'utf8');
  return [...code.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([\w.-]+\.js)["']/g)].map(([, file]) => `assets/${file}`);
}

async function largestTexts(dist: string): Promise<string> {
  const texts = (await readdir(join(dist, 'assets'))).filter((name) => /^texts-[a-z]{2}-[\w-]+\.js$/.test(name));
  if (texts.length < 2) throw new Error('the texts of the page are not one file a language');
  const sized = await Promise.all(
    texts.map(async (name) => ({ name, bytes: await sentBytes(join(dist, 'assets', name)) })),
  );
  sized.sort((a, b) => b.bytes - a.bytes);
  return `assets/${sized[0]!.name}`;
}

/** Compressed where it was; small files are sent as they are. */
async function sentBytes(path: string): Promise<number> {
  const packed = await stat(`${path}.br`).catch(() => null);
  return (packed ?? (await stat(path))).size;
}

/** In one line; the largest files when it is over. */
export function budgetLine({ files, bytes }: FirstLoad): string {
  const kB = (size: number) => `${(size / 1_000).toFixed(1)} kB`;
  const said = `first load of the app: ${kB(bytes)} of script in ${files.length} files (brotli), limit ${kB(FIRST_LOAD_BYTES_MAX)}`;
  if (bytes <= FIRST_LOAD_BYTES_MAX) return said;
  const largest = [...files].sort((a, b) => b.bytes - a.bytes).slice(0, 5);
  return `${said}; ${largest.map((file) => `${file.name} ${kB(file.bytes)}`).join(', ')}`;
}
