/**
 * `docs/hazards.md` and the tree say the same: a HAZARD comment carries a number that the list has and a test names; each
 * listed hazard names a test that exists, in a row of its own, or stands under "Open".
 */
import type { Problem } from '../problem.ts';
import type { Rule } from '../rule.ts';
import { isTest, type Tree } from '../tree.ts';

export const HAZARDS = 'docs/hazards.md';
const MARKED = /\bHAZARD\b/;
const NUMBERED = /\bHAZARD (H-\d{2,}): \S/;
const ROW = /^\| (H-\d{2,}) \|/;
/** `path` "name of the test" */
const TEST = /`([^`]+\.test\.tsx?)` "([^"]+)"/g;

export const hazards: Rule = {
  name: 'hazards',
  check(tree) {
    const list = tree.get(HAZARDS);
    if (list === undefined)
      return [{ path: HAZARDS, line: 0, what: 'the list of hazards is missing', remedy: 'Write it' }];
    return [...checkList(tree, list.text), ...checkComments(tree, numbersOf(list.text))];
  },
};

function numbersOf(text: string): Set<string> {
  return new Set(text.split('\n').flatMap((line) => ROW.exec(line)?.[1] ?? []));
}

function checkList(tree: Tree, text: string): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  let isOpen = false;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.startsWith('## ')) isOpen = line.startsWith('## Open');
    const number = ROW.exec(line)?.[1];
    if (number === undefined) continue;
    const add = (what: string, remedy: string): void => {
      problems.push({ path: HAZARDS, line: index + 1, what: `${number} ${what}`, remedy });
    };
    if (seen.has(number)) add('stands twice', 'Each hazard has a number of its own');
    seen.add(number);
    const tests = [...line.matchAll(TEST)];
    if (tests.length === 0 && !isOpen) add('names no test', 'Write one, or list the hazard under "Open"');
    for (const [, path = '', name = ''] of tests) {
      const file = tree.get(path);
      if (file === undefined) add(`names ${path}, which is not there`, 'Name the test that covers it now');
      else if (!holdsTitle(file.text, name))
        add(`names "${name}", which ${path} does not hold`, 'Name the test as it is');
    }
  }
  return problems;
}

/** As written in source: quotes may be escaped there. */
export function holdsTitle(text: string, name: string): boolean {
  return text.includes(name) || text.replaceAll("\\'", "'").includes(name);
}

function checkComments(tree: Tree, listed: ReadonlySet<string>): Problem[] {
  const problems: Problem[] = [];
  const tests = tree.sources().filter((file) => isTest(file.path));
  const isTested = (number: string): boolean => tests.some(({ text }) => text.includes(number));
  for (const file of tree.sources()) {
    if (file.path.startsWith('tools/tidy/')) continue;
    const parsed = tree.parsed(file);
    for (const { text, start } of parsed.comments) {
      if (!MARKED.test(text)) continue;
      const number = NUMBERED.exec(text)?.[1];
      const add = (what: string, remedy: string): void => {
        problems.push({ path: file.path, line: parsed.lineOf(start), what, remedy });
      };
      if (number === undefined) add('a hazard without a number', `Write "HAZARD H-nn: …", nn from ${HAZARDS}`);
      else if (!listed.has(number))
        add(`${number} is not in ${HAZARDS}`, 'List it there, with its invariant and its test');
      else if (!isTested(number))
        add(`no test names ${number}`, `Put (${number}) into the title of the test that covers it`);
    }
  }
  return problems;
}
