import { describe, expect, it } from 'vitest';
import { actRequestSchema, type LawJson, type ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import { loadEveryLanguage } from '../../ui/messages/catalogue.ts';
import { courtFormsMessages } from '../../ui/messages/court-forms/catalogue.ts';
import { type Task, tasksOf } from './tasks.ts';
import { type ActGround, type ActValues, actOf, actProblems, emptyValues, hasPart } from './values.ts';

const NOW_MS = Date.parse('2026-11-28T05:00:00Z');
const LONGEST_MS = Date.parse('2027-02-28T15:00:00Z');
const MEASURE_ID = '00000000-0000-4000-8000-000000000001';

const measure = (id: string, more: Partial<LawJson['measures'][number]> = {}): LawJson['measures'][number] => ({
  ...{ id, name: id, nameEn: id, article: 'SPA 9', procedure: 'provisional-measures', demands: ['no-contact'] },
  ...{ device: false, duration: { length: { months: 3 }, article: 'SPA 9' }, longestUntilMs: LONGEST_MS },
  ...{ extensionsMax: 2, fittingNamed: false },
  ...more,
});
const LAW = {
  ...{ jurisdiction: 'kr', versionId: '1', timeZone: 'Asia/Seoul', mode: 'law', emergencyNumber: '112', offices: [] },
  procedures: [{ id: 'provisional-measures', interimMeasures: [] }],
  measures: [measure('contact'), measure('device', { demands: ['wear-device'], device: true, fittingNamed: true })],
  distances: { warnM: { default: 600, min: 200, max: 3_000, article: 'Decree' } },
  noticeEvents: [],
} as unknown as LawJson;
const DETAIL = {
  ...{ proceedingId: MEASURE_ID, procedure: 'provisional-measures', stage: 'filed', timeZone: 'Asia/Seoul' },
  ...{ filedMeasures: ['contact', 'device'], openedAtMs: NOW_MS - 86_400_000, conditions: null, protected: [] },
  measures: [{ measureId: MEASURE_ID, endMs: LONGEST_MS, extendableUntilMs: Date.parse('2027-05-31T15:00:00Z') }],
} as unknown as ProceedingDetailJson;

const ground = (act: string, more: Partial<Task> = {}): ActGround => ({
  ...{ task: { key: act, act, measureId: null, personId: null, choices: [], ...more }, detail: DETAIL, law: LAW },
  nowMs: NOW_MS,
});
const DECIDE = ground('decide');
const wanted = (contact: boolean | null, device: boolean | null, more: { until?: string; fitBy?: string } = {}) => ({
  contact: { isGranted: contact, until: more.until ?? '', fitBy: '' },
  device: { isGranted: device, until: '', fitBy: more.fitBy ?? '' },
});
const filled = (more: Partial<ActValues>): ActValues => ({ ...emptyValues(DECIDE), ...more });
const problems = (values: ActValues, of = DECIDE) =>
  actProblems(values, of).map(({ field, code }) => `${field} ${code}`);

describe('a decision', () => {
  it('rules on each measure that was asked for', () => {
    expect(problems(filled({ wanted: wanted(true, null) }))).toEqual(['grant-device grant']);
  });

  it('gives reasons where it refuses in part, and words where the reason is another', () => {
    const partly = filled({ wanted: wanted(true, false) });
    expect(problems(partly)).toEqual(['reasons needs-reasons']);
    expect(problems({ ...partly, reasons: ['other'] })).toEqual(['text needs-words']);
    expect(problems({ ...partly, reasons: ['not-necessary'] })).toEqual([]);
    expect(hasPart('reasons', filled({ wanted: wanted(true, true) }), DECIDE)).toBe(false);
  });

  it('names by when a device is fitted, in the future', () => {
    expect(problems(filled({ wanted: wanted(true, true) }))).toEqual(['fit-device needs-fitting-time']);
    const past = filled({ wanted: wanted(true, true, { fitBy: '2026-11-28T14:00' }) });
    expect(problems(past)).toEqual(['fit-device fitting-past']);
    expect(problems(filled({ wanted: wanted(true, true, { fitBy: '2026-11-28T14:01' }) }))).toEqual([]);
  });

  it('ends after it begins, and no later than the law allows', () => {
    const until = (day: string) =>
      problems(filled({ wanted: wanted(true, false, { until: day }), reasons: ['not-necessary'] }));
    expect(until('2026-11-27')).toEqual(['until-contact reversed']);
    expect(until('2026-11-28')).toEqual([]);
    expect(until('2027-02-28')).toEqual([]);
    expect(until('2027-03-01')).toEqual(['until-contact too-long']);
    expect(until('2027-02-30')).toEqual(['until-contact date']);
  });

  it('has conditions only where a granted measure is about where somebody is', () => {
    expect(hasPart('conditions', filled({ wanted: wanted(true, false) }), DECIDE)).toBe(false);
    expect(hasPart('conditions', filled({ wanted: wanted(false, true) }), DECIDE)).toBe(true);
  });

  it('is sent as the server takes it: last days as the first instant after them, nothing for what was left empty', () => {
    const values = filled({
      wanted: wanted(true, true, { until: '2026-12-31', fitBy: '2026-11-30T10:00' }),
      text: ' so ',
    });
    const request = actRequestSchema.parse(actOf(values, DECIDE));
    expect(request).toMatchObject({
      ...{ act: 'decide', result: 'granted', text: 'so', reasons: [], conditions: { zones: [] } },
      measures: [
        { measure: 'contact', until: '2026-12-31T15:00:00.000Z', fitBy: null },
        { measure: 'device', until: null, fitBy: '2026-11-30T01:00:00.000Z' },
      ],
    });
    const attachments = [{ documentId: MEASURE_ID, name: 'photo.png' }];
    expect(actRequestSchema.parse(actOf({ ...values, attachments }, DECIDE)).documents).toEqual([MEASURE_ID]);
    expect(actProblems({ ...values, attachments }, DECIDE)).toEqual([]);
    const sending = [...attachments, { documentId: null, name: 'letter.pdf' }];
    expect(actProblems({ ...values, attachments: sending }, DECIDE)).toEqual([
      { field: 'attachments', code: 'attaching' },
    ]);
    const refused = filled({ wanted: wanted(false, false), reasons: ['not-stalking'] });
    expect(actRequestSchema.parse(actOf(refused, DECIDE))).toMatchObject({ result: 'refused', measures: [] });
  });

  it('that approves what was imposed says neither how long nor where', () => {
    const approval = {
      ...DECIDE,
      detail: {
        ...DETAIL,
        stage: 'imposed',
        filedMeasures: [],
        measures: [{ measure: 'device' }],
      } as unknown as ProceedingDetailJson,
    };
    const values = filled({ wanted: { device: { isGranted: true, until: '', fitBy: '' } } });
    expect(problems(values, approval)).toEqual([]);
    expect(hasPart('conditions', values, approval)).toBe(false);
  });
});

describe('other acts', () => {
  it('an extension follows on the old end and goes no further than one more period', () => {
    const extension = ground('decide-extension', { measureId: MEASURE_ID });
    const until = (day: string) => problems(filled({ result: 'granted', until: day }), extension);
    expect(until('2027-02-28')).toEqual(['until reversed']);
    expect(until('2027-03-01')).toEqual([]);
    expect(until('2027-06-01')).toEqual(['until too-long']);
    expect(problems(filled({ result: 'refused' }), extension)).toEqual(['reasons needs-reasons']);
    const request = actOf(filled({ result: 'granted' }), extension);
    expect(actRequestSchema.parse(request)).toMatchObject({ measureId: MEASURE_ID, result: 'granted', until: null });
  });

  it('nothing is recorded as done in the future, or before the matter began', () => {
    const serve = ground('serve');
    expect(problems(filled({ at: '2026-11-28T14:01' }), serve)).toEqual(['at future']);
    expect(problems(filled({ at: '2026-11-26T14:00' }), serve)).toEqual(['at before-opening']);
    expect(actRequestSchema.parse(actOf(filled({ at: '2026-11-28T13:00' }), serve))).toMatchObject({
      at: '2026-11-28T04:00:00.000Z',
    });
  });

  it('a choice goes by the name that the act has for it', () => {
    const end = ground('end', { choices: ['cancelled', 'non-indictment'] });
    expect(problems(filled({}), end)).toEqual(['choice needed']);
    expect(actRequestSchema.parse(actOf(filled({ choice: 'non-indictment' }), end))).toMatchObject({
      how: 'non-indictment',
    });
    const personId = MEASURE_ID;
    const answer = ground('answer-offer', { personId, choices: ['accepted', 'declined'] });
    expect(actRequestSchema.parse(actOf(filled({ choice: 'declined' }), answer))).toMatchObject({
      personId,
      answer: 'declined',
    });
  });

  it('what differs in one word only is one task, in the order of a proceeding', () => {
    const may = (act: string, which: string | null, personId: string | null = null) => ({
      act,
      which,
      personId,
      measureId: null,
    });
    const tasks = tasksOf([
      may('end', 'cancelled'),
      may('answer-offer', 'accepted', 'p'),
      may('answer-offer', 'declined', 'p'),
      may('decide', null),
      may('unheard-of', null),
    ]);
    expect(tasks.map(({ key, choices }) => [key, ...choices])).toEqual([
      ['decide'],
      ['answer-offer.p', 'accepted', 'declined'],
      ['end', 'cancelled'],
      ['unheard-of'],
    ]);
  });
});

it('every problem has its words', async () => {
  await loadEveryLanguage();
  const codes = ['needed', 'no-measure', 'needs-reasons', 'needs-words', 'date', 'future', 'before-opening', 'grant'];
  const more = ['needs-fitting-time', 'fitting-past', 'reversed', 'too-long', 'no-protected', 'needs-office'];
  for (const code of [...codes, ...more]) expect(courtFormsMessages.texts('en')).toHaveProperty([`problem.${code}`]);
});
