import { expect, it } from 'vitest';
import { excuses } from './excuses.ts';
import { found } from './sample.fixture.ts';

it.each([
  ['// TODO later', 'something put off without a reason'],
  ['// FIXME: soon', 'something put off without a reason'],
  ['// @ts-ignore', '@ts-ignore'],
  ['// @ts-expect-error', '@ts-expect-error without a reason'],
  ["it.only('a', f);", '.only('],
  ["describe.skip('a', f);", '.skip( without a reason'],
  ["it.skipIf(c)('a', f);", '.skipIf( without a reason'],
  ['context.skip();', '.skip( without a reason'],
])('refuses %s', (text, what) => {
  expect(found(excuses, { 'src/a/a.test.ts': text })).toEqual([`src/a/a.test.ts:1 ${what}`]);
});

it.each([
  '// TODO(issue 7): the sealed backups arrive with it',
  '// @ts-expect-error the package declares no types for this',
  "// Only root can do this.\nit.skipIf(c)('a', f);",
  "context.skip('only root can become another user');",
  "const word = 'TODO';",
])('accepts %s', (text) => {
  expect(found(excuses, { 'src/a/a.test.ts': text })).toEqual([]);
});
