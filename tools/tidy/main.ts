/** `npm run tidy`: checks the source against DESIGN's Layout and STYLE, naming the replacement for what it bans. Exit 1 on any. */
import { resolve } from 'node:path';
import { problemLine } from './problem.ts';
import { FILE_LINES_AIM, filesOver } from './rules/sizes.ts';
import { RULES } from './rules.ts';
import { readTree } from './tree.ts';

const tree = readTree(resolve(import.meta.dirname, '../..'));
let found = 0;
for (const rule of RULES) {
  const problems = rule.check(tree);
  found += problems.length;
  for (const problem of problems) console.log(`${rule.name}: ${problemLine(problem)}`);
}
const long = filesOver(tree, FILE_LINES_AIM);
if (long.length > 0) {
  console.log(
    `over ${FILE_LINES_AIM} lines, which is allowed: ${long.map(({ path, lines }) => `${path} (${lines})`).join(', ')}`,
  );
}
console.log(
  found === 0 ? `tidy: ${tree.files.length} files, ${RULES.length} rules, nothing found` : `tidy: ${found} found`,
);
process.exitCode = found === 0 ? 0 : 1;
