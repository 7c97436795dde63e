/** `docs/threats.md` says what is so: each threat has a number of its own and names hazards of the list, of which one at least has a test. */
import type { Problem } from '../problem.ts';
import type { Rule } from '../rule.ts';
import { HAZARDS } from './hazards.ts';

export const THREATS = 'docs/threats.md';
const ROW = /^\| (T-\d{2,}) \|/;
const NUMBER = /\bH-\d{2,}\b/g;

export const threats: Rule = {
  name: 'threats',
  check(tree) {
    const [list, hazards] = [tree.get(THREATS), tree.get(HAZARDS)];
    if (list === undefined || hazards === undefined)
      return [{ path: THREATS, line: 0, what: 'the list of threats is missing', remedy: 'Write it' }];
    const { tested, open } = hazardsOf(hazards.text);
    const problems: Problem[] = [];
    const seen = new Set<string>();
    for (const [index, line] of list.text.split('\n').entries()) {
      const number = ROW.exec(line)?.[1];
      if (number === undefined) continue;
      const add = (what: string, remedy: string): void => {
        problems.push({ path: THREATS, line: index + 1, what: `${number} ${what}`, remedy });
      };
      if (seen.has(number)) add('stands twice', 'Each threat has a number of its own');
      seen.add(number);
      const named = [...(line.split('|').at(-2) ?? '').matchAll(NUMBER)].map(([one]) => one);
      for (const one of named) {
        if (!tested.has(one) && !open.has(one))
          add(`names ${one}, which is not in ${HAZARDS}`, 'Name the hazard that covers it');
      }
      if (!named.some((one) => tested.has(one)))
        add('names no hazard that is tested', `Name one, or say under "Not defended" how it stands`);
    }
    return problems;
  },
};

function hazardsOf(text: string): { tested: ReadonlySet<string>; open: ReadonlySet<string> } {
  const [tested, open] = [new Set<string>(), new Set<string>()];
  let into = tested;
  for (const line of text.split('\n')) {
    if (line.startsWith('## ')) into = line.startsWith('## Open') ? open : tested;
    const number = /^\| (H-\d{2,}) \|/.exec(line)?.[1];
    if (number !== undefined) into.add(number);
  }
  return { tested, open };
}
