/** `npm run figures`: makes docs/engine.md's tables, values and figures anew. A test fails while they are not as this makes them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENT, FIGURES, madeFiles, PARAMETERS } from './make.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

mkdirSync(join(root, FIGURES), { recursive: true });
for (const [path, text] of madeFiles(read(DOCUMENT), read(PARAMETERS))) {
  writeFileSync(join(root, path), text);
  console.log(path);
}
