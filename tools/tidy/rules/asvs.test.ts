import { expect, it } from 'vitest';
import { ASVS, asvs } from './asvs.ts';
import { HAZARDS } from './hazards.ts';
import { found } from './sample.fixture.ts';

const SAMPLE = {
  [HAZARDS]: '| H-01 | a | I-1 | `a.test.ts` "x" |\n## Open\n| H-03 | c | I-1 | not yet |\n',
  'src/a.ts': '',
  'src/a.test.ts': `it('says it\\'s so', () => {})`,
};
const row = (status: string, evidence: string): string =>
  `| v5.0.0-1.2.3 | what is asked | ${status} | ${evidence} |\n`;
const listed = (text: string): string[] => found(asvs, { ...SAMPLE, [ASVS]: text });

it.each([
  row('met', '`src/a.ts`; `src/a.test.ts` "says it\'s so"'),
  row('met', 'H-01'),
  row('partly', '`src/a.ts`: devices speak in clear'),
  row('not', 'nothing scans files'),
  row('does not apply', 'there is no mail'),
  '| No. | Asked | Status | Evidence |\n|---|---|---|---|\n',
  '| v5.0.0-17 | calls between browsers | does not apply | there is none of it |\n',
])('accepts %s', (text) => {
  expect(listed(text)).toEqual([]);
});

it.each([
  [row('met', ''), 'names nothing'],
  [row('met', 'by `secret` of the framework'), 'names nothing'],
  [row('partly', 'some of it is'), 'names nothing'],
  [row('met', 'H-03'), 'names nothing'],
  [row('partly', '`src/a.ts`'), 'does not say why'],
  [row('not', ''), 'does not say why'],
  [row('mostly', '`src/a.ts`'), 'has the status "mostly"'],
  [row('met', '`src/b.ts`'), 'names src/b.ts'],
  [row('not', 'as `src/b.ts` will show'), 'names src/b.ts'],
  [row('met', '`src/a.test.ts` "says nothing"'), 'names "says nothing"'],
  [row('met', 'H-01, H-02'), 'names H-02'],
  ['| v5.0.0-1.2.3 | met | `src/a.ts` |\n', 'no row of four cells'],
])('finds what is wrong in %s', (text, what) => {
  expect(listed(text)).toEqual([expect.stringContaining(what)]);
});

it('finds the same requirement twice, and that there is no list', () => {
  expect(listed(row('met', 'H-01') + row('met', 'H-01'))).toEqual([expect.stringContaining('stands twice')]);
  expect(found(asvs, SAMPLE)).toEqual([expect.stringContaining('is missing')]);
});
