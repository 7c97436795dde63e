/** File names: kebab-case.ts, PascalCase.tsx and .module.css, numbered migrations, folders in kebab-case. */
import type { Problem } from '../problem.ts';
import type { Rule } from '../rule.ts';

const KEBAB = '[a-z0-9]+(-[a-z0-9]+)*';
const PASCAL = '([A-Z][a-z0-9]*)+';
const SHAPES: readonly { readonly ends: RegExp; readonly shape: RegExp; readonly remedy: string }[] = [
  {
    ends: /\.sql$/,
    shape: new RegExp(`^\\d{4}-${KEBAB}\\.sql$`),
    remedy: 'Migrations are called 0001-what-it-does.sql',
  },
  {
    ends: /\.tsx$/,
    // Entry points of a page hold no component of their own.
    shape: new RegExp(`^(${PASCAL}|main|boot)(\\.test)?\\.tsx$`),
    remedy: 'Components are called PascalCase.tsx',
  },
  {
    ends: /\.module\.css$/,
    shape: new RegExp(`^(${PASCAL}|${KEBAB})\\.module\\.css$`),
    remedy: 'A style sheet is called as its component, or kebab-case where several share it',
  },
  {
    ends: /\.(ts|mjs)$/,
    shape: new RegExp(`^${KEBAB}(\\.(test|sql|fixture|harness|test-helper|config|d))?\\.(ts|mjs)$`),
    remedy: 'Modules are called kebab-case.ts',
  },
];
const FOLDER = new RegExp(`^(\\.?${KEBAB}|__snapshots__)$`);

export const names: Rule = {
  name: 'names',
  check(tree) {
    const problems: Problem[] = [];
    for (const { path } of tree.files) {
      // Named after somebody else's format.
      if (path.startsWith('testdata/')) continue;
      const parts = path.split('/');
      const name = parts.pop() ?? '';
      const shape = SHAPES.find(({ ends }) => ends.test(name));
      if (shape !== undefined && !shape.shape.test(name)) {
        problems.push({ path, line: 0, what: 'a file name out of shape', remedy: shape.remedy });
      }
      const folder = parts.find((part) => !FOLDER.test(part));
      if (folder !== undefined) {
        problems.push({
          path,
          line: 0,
          what: `a folder name out of shape, ${folder}`,
          remedy: 'Folders are kebab-case',
        });
      }
    }
    return problems;
  },
};
