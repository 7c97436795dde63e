import { expect, it } from 'vitest';
import { HAZARDS } from './hazards.ts';
import { found } from './sample.fixture.ts';
import { THREATS, threats } from './threats.ts';

const KNOWN = '| H-01 | a | I-1 | `a.test.ts` "x" |\n## Open\n| H-02 | b | I-1 | not yet |\n';
const threat = (list: string): string[] => found(threats, { [HAZARDS]: KNOWN, [THREATS]: list });

it('accepts a threat whose hazard is tested, beside one that is open', () => {
  expect(threat('| T-01 | way | control | H-01, H-02 |\n')).toEqual([]);
});

it('finds an unknown hazard, none that is tested, and twice the same number', () => {
  expect(threat('| T-01 | way | control | H-01, H-09 |\n')).toEqual([expect.stringContaining('names H-09')]);
  expect(threat('| T-01 | way | control | H-02 |\n')).toEqual([expect.stringContaining('no hazard that is tested')]);
  expect(threat('| T-01 | as H-01 | control | |\n')).toEqual([expect.stringContaining('no hazard that is tested')]);
  expect(threat('| T-01 | a | b | H-01 |\n| T-01 | a | b | H-01 |\n')).toEqual([
    expect.stringContaining('stands twice'),
  ]);
});
