import { expect, it } from 'vitest';
import { HAZARDS, hazards } from './hazards.ts';
import { found } from './sample.fixture.ts';

const LIST = '| H-01 | a fix is lost | I-1 | `src/a/a.test.ts` "keeps every fix (H-01)" |\n';
const TEST = "it('keeps every fix (H-01)', f);";
const GOOD = { [HAZARDS]: LIST, 'src/a/a.test.ts': TEST, 'src/a/a.ts': '// HAZARD H-01: a fix is lost.\nf();' };

it('accepts a numbered, listed and tested hazard', () => {
  expect(found(hazards, GOOD)).toEqual([]);
});

it('finds comments without number, listing or test', () => {
  const marked = (text: string): string[] => found(hazards, { ...GOOD, 'src/a/a.ts': text });
  expect(marked('// HAZARD: a fix is lost')).toEqual([expect.stringContaining('without a number')]);
  expect(marked('// HAZARD H-02: another')).toEqual([expect.stringContaining(`H-02 is not in ${HAZARDS}`)]);
  const list = `${LIST}| H-02 | b | I-1 | \`src/a/a.test.ts\` "keeps every fix" |\n`;
  expect(found(hazards, { ...GOOD, [HAZARDS]: list, 'src/a/a.ts': '// HAZARD H-02: b' })).toEqual([
    expect.stringContaining('no test names H-02'),
  ]);
});

it('finds list entries without a test, with one that is not there, and twice the same number', () => {
  const listed = (text: string): string[] => found(hazards, { ...GOOD, [HAZARDS]: text });
  expect(listed(`${LIST}| H-02 | b | I-1 | |\n`)).toEqual([expect.stringContaining('H-02 names no test')]);
  expect(listed(LIST.replace('a.test.ts', 'b.test.ts'))).toEqual([expect.stringContaining('which is not there')]);
  expect(listed(LIST.replace('keeps every', 'keeps most'))).toEqual([expect.stringContaining('does not hold')]);
  expect(listed(LIST + LIST)).toEqual([expect.stringContaining('stands twice')]);
});

it('lets open hazards stand without a test', () => {
  expect(found(hazards, { ...GOOD, [HAZARDS]: `${LIST}## Open\n| H-02 | b | I-1 | issue 9 |\n` })).toEqual([]);
});
