/** Each folder of src says what it is for, its words, and which way it fails. */
import type { Problem } from '../problem.ts';
import type { Rule } from '../rule.ts';

const REMEDY = 'Write its words, its states and its failure direction';
const FAILS = /(fails? |failure direction)/i;

export const readmes: Rule = {
  name: 'readmes',
  check(tree) {
    const folders = new Set(tree.files.flatMap(({ path }) => /^src\/[^/]+(?=\/)/.exec(path)?.[0] ?? []));
    return [...folders].flatMap((folder): Problem[] => {
      const path = `${folder}/README.md`;
      const file = tree.get(path);
      if (file === undefined) return [{ path, line: 0, what: 'is missing', remedy: REMEDY }];
      if (folder === 'src/core' || FAILS.test(file.text)) return [];
      return [{ path, line: 0, what: 'does not say which way the context fails', remedy: REMEDY }];
    });
  },
};
