/**
 * `docs/asvs.md` says what can be looked up: each requirement has one row and one status; what is met, or partly, names a file, a test or a hazard
 * that is there; what is not wholly met says why.
 */
import type { Problem } from '../problem.ts';
import type { Rule } from '../rule.ts';
import type { Tree } from '../tree.ts';
import { HAZARDS, holdsTitle } from './hazards.ts';
import { hazardsOf } from './threats.ts';

export const ASVS = 'docs/asvs.md';
const ROW = /^\| (v\d+\.\d+\.\d+-\d+(?:\.\d+){0,2}) \|/;
const STATUS = /^(met|partly|not|does not apply)$/;
const CITED = /`([^`]+)`(?: "([^"]+)")?|\b(H-\d{2,})\b/g;
/** A path has a folder or an ending; what else stands in such quotes is a word of the code. */
const PATH = /^(?:[\w.-]+\/)*[\w.-]+\.(?:ts|tsx|mjs|md|json|sql)$/;

export const asvs: Rule = {
  name: 'asvs',
  check(tree) {
    const list = tree.get(ASVS);
    const hazards = tree.get(HAZARDS);
    if (list === undefined || hazards === undefined)
      return [{ path: ASVS, line: 0, what: 'the list of requirements is missing', remedy: 'Write it' }];
    const known = hazardsOf(hazards.text);
    const seen = new Set<string>();
    return list.text.split('\n').flatMap((line, index) => {
      const id = ROW.exec(line)?.[1];
      if (id === undefined) return [];
      const wrong = seen.has(id) ? [['stands twice', 'Each requirement has one row'] as const] : [];
      seen.add(id);
      return [...wrong, ...problemsOf(line, tree, known)].map(
        ([what, remedy]): Problem => ({ path: ASVS, line: index + 1, what: `${id} ${what}`, remedy }),
      );
    });
  },
};

type Found = readonly [what: string, remedy: string];

function problemsOf(line: string, tree: Tree, { tested, open }: ReturnType<typeof hazardsOf>): Found[] {
  const [, , asked = '', status = '', evidence = '', ...more] = line.split('|').map((cell) => cell.trim());
  if (asked === '' || more.length !== 1)
    return [['is no row of four cells', 'Write: id, what is asked, status, evidence']];
  if (!STATUS.test(status)) return [[`has the status "${status}"`, 'Say met, partly, not or does not apply']];
  const found: Found[] = [];
  let cited = 0;
  for (const [, quoted, title, hazard] of evidence.matchAll(CITED)) {
    if (hazard !== undefined && !tested.has(hazard) && !open.has(hazard))
      found.push([`names ${hazard}, which is not in ${HAZARDS}`, 'Name the hazard that covers it']);
    // One that is open shows nothing.
    if (quoted === undefined ? tested.has(hazard ?? '') : PATH.test(quoted)) cited += 1;
    if (quoted === undefined || !PATH.test(quoted)) continue;
    const file = tree.get(quoted);
    if (file === undefined) found.push([`names ${quoted}, which is not there`, 'Name the file that shows it now']);
    else if (title !== undefined && !holdsTitle(file.text, title))
      found.push([`names "${title}", which ${quoted} does not hold`, 'Name the test as it is']);
  }
  if (/^(met|partly)$/.test(status) && cited === 0)
    found.push([`is ${status}, and names nothing that shows it`, 'Name a file, a test or a hazard']);
  if (status !== 'met' && !/[a-z]{3,} [a-z]/i.test(evidence.replaceAll(CITED, '')))
    found.push([
      `is "${status}", and does not say why`,
      'Say in a few words what is missing, or why it does not apply',
    ]);
  return found;
}
