/** `npm run figures`: makes the tables, values and figures of docs/engine.md and docs/feasibility.md anew. A test fails while they are not as this makes them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FEASIBILITY, feasibilityDocument } from './feasibility.ts';
import { DOCUMENT, FIGURES, madeFiles, PARAMETERS } from './make.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

mkdirSync(join(root, FIGURES), { recursive: true });
for (const [path, text] of madeFiles(read(DOCUMENT), read(PARAMETERS))) {
  writeFileSync(join(root, path), text);
  console.log(path);
}
writeFileSync(join(root, FEASIBILITY), feasibilityDocument(read(FEASIBILITY)));
console.log(FEASIBILITY);
