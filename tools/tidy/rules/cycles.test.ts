import { expect, it } from 'vitest';
import { cycles } from './cycles.ts';
import { found } from './sample.fixture.ts';

it('finds a file that imports itself by way of others', () => {
  const sample = {
    'src/a/a.ts': "import { b } from './b.ts';",
    'src/a/b.ts': "import { c } from './c.ts';",
    'src/a/c.ts': "import { a } from './a.ts';",
  };
  expect(found(cycles, sample)).toEqual([expect.stringContaining('a.ts -> src/a/b.ts -> src/a/c.ts -> src/a/a.ts')]);
});

it('lets two types name each other', () => {
  const sample = {
    'src/a/a.ts': "import { b } from './b.ts';",
    'src/a/b.ts': "import type { A } from './a.ts';",
  };
  expect(found(cycles, sample)).toEqual([]);
});
