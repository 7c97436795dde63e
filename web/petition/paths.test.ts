import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/core/time.ts';
import { declined, law, ownProceeding } from '../../tools/screens/law.ts';
import { newDraft } from './draft.ts';
import { closedPathsOf, officesFor, pathsOf } from './paths.ts';
import { officeOf, requestOf } from './request.ts';

const keys = (...args: Parameters<typeof pathsOf>) => pathsOf(...args).map(({ key }) => key);
const asked = { ...law(), procedures: law().procedures.slice(0, 1) };

describe('what the law lets the person do', () => {
  it('where others file, they ask whoever files and whoever may ask with them', () => {
    expect(keys(law(), [])).toEqual(['ask:provisional-measures:prosecutor', 'ask:provisional-measures:police']);
    expect(closedPathsOf(law(), [])).toMatchObject([{ why: 'needs-refusal', days: 90 }]);
    expect(closedPathsOf(asked, [])).toEqual([]);
  });

  it('a refusal opens the own petition, as long as its clock runs, and the request names it', () => {
    const refusal = declined(89);
    const found = pathsOf(law(), [ownProceeding(), refusal]);
    const own = found.find(({ act }) => act === 'file')!;
    expect(own.after).toMatchObject({ proceedingId: refusal.proceedingId });
    expect(closedPathsOf(law(), [refusal])).toEqual([]);
    const draft = { ...newDraft(own.key), measures: ['protection-order-1', 'provisional-2'] };
    expect(requestOf(law(), own, draft, 'text')).toEqual({
      procedure: 'victim-protection-order',
      offices: { courtId: law().offices[3]!.agencyId },
      act: {
        ...{ act: 'file', measures: ['protection-order-1'], afterId: refusal.proceedingId, text: 'text' },
        documents: [],
      },
    });
    const over = { ...refusal, clocks: [] };
    expect(keys(law(), [over])).not.toContain('file:victim-protection-order');
    expect(closedPathsOf(law(), [over])).toMatchObject([{ why: 'time-over' }]);
  });

  it('a request that was withdrawn is no refusal', () => {
    expect(keys(law(), [ownProceeding({ stage: 'closed' })])).toHaveLength(2);
  });

  it('where the person files, nobody stands between; an act that others impose is asked of them', () => {
    const [first] = law().procedures;
    const direct = { ...first!, filedBy: ['protected' as const, 'police' as const], askedBy: [] };
    expect(keys({ ...law(), procedures: [direct] }, [])).toEqual(['file:provisional-measures']);
    const imposed = { ...first!, filedBy: [], askedBy: ['protected' as const], imposedBy: 'police' as const };
    expect(keys({ ...law(), procedures: [imposed] }, [])).toEqual(['ask:provisional-measures:police']);
    const closed = { ...first!, filedBy: ['monitoring' as const], askedBy: [] };
    expect(keys({ ...law(), procedures: [closed] }, [])).toEqual([]);
  });

  it('the only office is named, one of several only when it was chosen', () => {
    const [prosecutor, police] = pathsOf(law(), []);
    expect(officeOf(law(), prosecutor!, { officeId: '' })?.role).toBe('prosecution');
    expect(officesFor(law(), police!)).toHaveLength(2);
    expect(officeOf(law(), police!, { officeId: '' })).toBeNull();
    const { agencyId } = officesFor(law(), police!)[1]!;
    expect(officeOf(law(), police!, { officeId: agencyId })?.agencyId).toBe(agencyId);
    expect(officeOf(law(), prosecutor!, { officeId: agencyId })?.role).toBe('prosecution');
  });

  it('"I do not know" asks for all that this way can bring', () => {
    const own = pathsOf(law(), [declined(Math.ceil(1 / DAY_MS) + 5)]).find(({ act }) => act === 'file')!;
    const draft = { ...newDraft(own.key), anyMeasure: true };
    expect(requestOf(law(), own, draft, 'x')).toMatchObject({
      act: { measures: ['protection-order-1', 'protection-order-2'] },
    });
  });
});
