import { expect, it } from 'vitest';
import { found, treeOf } from './sample.fixture.ts';
import { FILE_LINES_MAX, filesOver, sizes } from './sizes.ts';

const lines = (count: number): string => 'f();\n'.repeat(count);

it('finds a file over the limit, and names one over the aim', () => {
  expect(found(sizes, { 'src/a/a.ts': lines(FILE_LINES_MAX + 1) })).toEqual([`src/a/a.ts:0 401 lines, over 400`]);
  expect(found(sizes, { 'src/a/a.ts': lines(FILE_LINES_MAX) })).toEqual([]);
  expect(filesOver(treeOf({ 'src/a/a.ts': lines(251) }), 250)).toEqual([{ path: 'src/a/a.ts', lines: 251 }]);
});

it.each([
  ['a', `function a() {\n${lines(69)}}`],
  ['b', `const b = () => {\n${lines(69)}};`],
  ['c', `class A {\n  c() {\n${lines(69)}}\n}`],
])('finds the function %s over 70 lines', (name, text) => {
  expect(found(sizes, { 'src/a/a.ts': text })).toEqual([expect.stringContaining(`${name} has 71 lines`)]);
});

it('lets a function have 70 lines, a page more, and a test as many as it needs', () => {
  expect(found(sizes, { 'src/a/a.ts': `function a() {\n${lines(68)}}` })).toEqual([]);
  expect(found(sizes, { 'web/app/A.tsx': `function a() {\n${lines(100)}}` })).toEqual([]);
  expect(found(sizes, { 'src/a/a.test.ts': `function a() {\n${lines(200)}}` })).toEqual([]);
});
