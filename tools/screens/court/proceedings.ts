/** Proceedings at every stage, with made-up people: what waits, what runs, one with two versions and an extension asked for. */
import type {
  ClockJson,
  OrderConditions,
  ProceedingDetailJson,
  ProceedingRowJson,
} from '../../../src/orders/process/contract.ts';
import { DAY_MS, endOfDay, id } from '../answers.ts';
import { ago, spot } from '../frames.ts';
import { SHOT_MS } from '../screen.ts';

const HOUR_MS = 3_600_000;

type Measure = ProceedingRowJson['measures'][number];

export const clock = (one: Pick<ClockJson, 'kind' | 'dueMs' | 'of' | 'article'> & Partial<ClockJson>): ClockJson => ({
  ...{ measureId: null, startedMs: ago(2 * 86_400), nature: 'duty', warnedMs: null },
  ...one,
});

export const measure = (number: number, name: string, more: Partial<Measure> = {}): Measure => ({
  ...{ measureId: id(850 + number), measure: name, by: 'decision', orderedAtMs: endOfDay(-85), fromMs: endOfDay(-85) },
  ...{ endMs: endOfDay(7), inForce: true, extensions: 0, extensionAskedAtMs: null, extendableUntilMs: endOfDay(99) },
  ...{ fitting: null, isSuspended: false, ended: null, orderLabel: null },
  ...more,
});

export const row = (number: number, more: Partial<ProceedingRowJson> = {}): ProceedingRowJson => ({
  ...{ proceedingId: id(820 + number), number: `P-2026-${String(140 + number).padStart(4, '0')}`, jurisdiction: 'kr' },
  ...{ timeZone: 'Asia/Seoul', procedure: 'provisional-measures', stage: 'filed', unanswered: null, result: null },
  ...{
    exercise: true,
    openedAtMs: ago(2 * 86_400),
    changedAtMs: ago(3_600),
    measures: [],
    filedMeasures: [],
    clocks: [],
  },
  ...more,
});

const ALL = ['provisional-2', 'provisional-3', 'provisional-3-2'];
const decisionBy = (dueMs: number | null, warnedMs: number | null = null) =>
  clock({ kind: 'decision', dueMs, warnedMs, of: ['court'], article: 'SPA 9' });

export const PENDING = row(7, { filedMeasures: ALL, clocks: [decisionBy(null)], openedAtMs: ago(20 * 3_600) });
const EMERGENCY = row(9, {
  ...{ procedure: 'emergency-measures', stage: 'imposed', openedAtMs: ago(30 * 3_600) },
  measures: [measure(9, 'emergency-1', { by: 'imposed', extendableUntilMs: null, endMs: endOfDay(29) })],
  clocks: [decisionBy(SHOT_MS - 3 * HOUR_MS, 0)],
});
const EXPIRING = row(2, {
  ...{ stage: 'decided', result: 'granted', openedAtMs: endOfDay(-86) },
  measures: [measure(2, 'provisional-2', { extensionAskedAtMs: ago(86_400) }), measure(3, 'provisional-3')],
  clocks: [
    clock({
      ...{ kind: 'extension-decision', dueMs: endOfDay(0), of: ['court'], article: 'SPA 9(7)', measureId: id(852) },
      warnedMs: DAY_MS,
    }),
  ],
});
const IN_A_WEEK = row(4, {
  ...{ filedMeasures: ['provisional-2', 'provisional-4'], clocks: [decisionBy(endOfDay(4))], openedAtMs: ago(86_400) },
});
const OTHERS = row(5, {
  ...{ stage: 'decided', result: 'partly', openedAtMs: endOfDay(-40) },
  measures: [measure(5, 'provisional-2', { extensions: 1, endMs: endOfDay(51) })],
  clocks: [clock({ kind: 'expiry', nature: 'end', dueMs: endOfDay(51), of: ['prosecutor'], article: 'SPA 9; CPA 66' })],
});
export const QUEUE: readonly ProceedingRowJson[] = [PENDING, EMERGENCY, EXPIRING, IN_A_WEEK, OTHERS];

const circle = (eastM: number, northM: number, radiusM: number) => ({
  kind: 'circle' as const,
  ...spot(eastM, northM),
  radiusM,
});
export const CONDITIONS: OrderConditions = {
  ...{ restraintM: 100, warnM: 600, noticeM: 2_000 },
  zones: [
    { kind: 'exclusion', name: '주거지', shape: circle(-120, -80, 250) },
    {
      ...{ kind: 'exclusion', name: '직장 (구름로 문화센터)' },
      shape: { kind: 'polygon', rings: [[spot(420, 260), spot(760, 300), spot(720, 560), spot(400, 500)]] },
      timetable: [{ days: [1, 2, 3, 4, 5], from: '08:00', until: '19:30' }],
    },
  ],
};

type Event = ProceedingDetailJson['events'][number];
const event = (number: number, kind: Event['kind'], atMs: number, more: Partial<Event> = {}): Event => ({
  ...{ number, kind, atMs, recordedAtMs: atMs, by: 'court', measureId: null, personId: null, about: {}, text: null },
  ...more,
});

const MONITORED = measure(1, 'provisional-3-2', {
  ...{ extensions: 1, orderLabel: 'M-014', endMs: endOfDay(58), extendableUntilMs: endOfDay(150) },
  fitting: { dueMs: endOfDay(-83), doneAtMs: endOfDay(-84) + 10 * HOUR_MS, missedAtMs: null },
});
const KEEP_AWAY = measure(2, 'provisional-2', { extensions: 1, endMs: endOfDay(58), extendableUntilMs: endOfDay(150) });

export const party = (number: number, name: string, offer: ProceedingDetailJson['protected'][number]['offer']) => ({
  ...{ personId: id(870 + number), kind: 'protected', name, offer },
});

export const detail = (more: Partial<ProceedingDetailJson>): ProceedingDetailJson => ({
  ...row(1, { stage: 'decided', result: 'granted', openedAtMs: endOfDay(-86) }),
  ...{ role: 'court', respondent: { personId: id(880), kind: 'wearer', name: '먹구름 (훈련)', offer: null } },
  protected: [party(1, '별똥 (훈련)', 'accepted')],
  offices: {
    court: { id: id(801), name: '까치지방법원 제2형사부' },
    prosecution: { id: id(802), name: '까치지방공소청 여성아동범죄조사부' },
    police: { id: id(803), name: '까치동부경찰서 여성청소년과' },
    monitoring: { id: id(804), name: '구름보호관찰소 위치추적관제센터' },
  },
  ...{
    decision: null,
    heardAtMs: null,
    servedAtMs: null,
    changeAsked: null,
    events: [],
    may: [],
    versions: [],
    documents: [],
  },
  conditions: null,
  ...more,
});

const may = (act: string, more: Partial<ProceedingDetailJson['may'][number]> = {}) => ({
  ...{ act, measureId: null, personId: null, which: null },
  ...more,
});

const until = (one: Measure, from: number | null, to: number) => ({
  ...{ what: `measure:${one.measureId}:until`, from: from === null ? null : String(from), to: String(to) },
});

/** In force, extended once, a change of address asked for. */
export const IN_FORCE: ProceedingDetailJson = detail({
  measures: [KEEP_AWAY, MONITORED],
  decision: { atMs: endOfDay(-85), result: 'granted', reasons: [] },
  ...{ servedAtMs: endOfDay(-84), changeAsked: { what: 'address', atMs: ago(86_400) } },
  clocks: [
    clock({ kind: 'change-decision', dueMs: null, of: ['court'], article: 'SPA 10-3', startedMs: ago(86_400) }),
    clock({
      ...{ kind: 'expiry', nature: 'end', dueMs: endOfDay(58), of: ['prosecutor'], article: 'SPA 9; CPA 66' },
      measureId: MONITORED.measureId,
    }),
  ],
  may: [may('decide-change', { which: 'address' }), may('end', { which: 'cancelled' })],
  events: [
    event(1, 'filed', endOfDay(-86), {
      ...{ by: 'prosecutor', about: { measures: ['provisional-2', 'provisional-3-2'] } },
      text: '훈련: 피해자의 주거지와 직장 앞에서 열한 차례 기다렸고, 하루 수십 차례 전화하였다. 재발의 우려가 크다.',
    }),
    event(2, 'decided', endOfDay(-85), {
      about: { result: 'granted', measures: ['provisional-2', 'provisional-3-2'], reasons: [] },
    }),
    event(3, 'served', endOfDay(-84), { by: 'police' }),
    event(4, 'fitted', endOfDay(-84) + 10 * HOUR_MS, { by: 'monitoring', measureId: MONITORED.measureId }),
    event(5, 'extended', endOfDay(-2), { measureId: MONITORED.measureId, about: { number: 1, untilMs: endOfDay(58) } }),
    event(6, 'change-asked', ago(86_400), { by: 'prosecutor', about: { what: 'address' } }),
  ],
  versions: [
    {
      ...{
        version: 1,
        number: 2,
        madeAtMs: endOfDay(-85),
        conditions: { ...CONDITIONS, zones: CONDITIONS.zones.slice(0, 1) },
      },
      changes: [
        { what: `measure:${KEEP_AWAY.measureId}`, from: null, to: 'provisional-2' },
        until(KEEP_AWAY, null, endOfDay(7)),
        { what: `measure:${MONITORED.measureId}`, from: null, to: 'provisional-3-2' },
        until(MONITORED, null, endOfDay(7)),
        { what: 'distance:warnM', from: null, to: '600' },
        { what: 'zone:aa', from: null, to: 'exclusion' },
      ],
    },
    {
      ...{ version: 2, number: 5, madeAtMs: endOfDay(-2), conditions: CONDITIONS },
      changes: [
        until(KEEP_AWAY, endOfDay(7), endOfDay(58)),
        until(MONITORED, endOfDay(7), endOfDay(58)),
        { what: 'zone:bb', from: null, to: 'exclusion' },
      ],
    },
  ],
  conditions: CONDITIONS,
});

/** Filed, waiting for the judge. */
export const TO_DECIDE: ProceedingDetailJson = detail({
  ...PENDING,
  protected: [party(1, '별똥 (훈련)', null), party(2, '샛별 (훈련)', null)],
  may: [may('decide'), may('hear')],
  events: [event(1, 'filed', ago(20 * 3_600), { by: 'prosecutor', about: { measures: ALL } })],
});

/** As the officer who fits has it. */
export const TO_FIT: ProceedingDetailJson = detail({
  ...{ role: 'monitoring', openedAtMs: ago(86_400) },
  measures: [
    measure(1, 'provisional-3-2', {
      ...{ orderLabel: 'M-021', fromMs: ago(20_000), orderedAtMs: ago(20_000), endMs: endOfDay(92) },
      ...{
        extendableUntilMs: endOfDay(184),
        fitting: { dueMs: SHOT_MS + 4 * HOUR_MS, doneAtMs: null, missedAtMs: null },
      },
    }),
  ],
  protected: [party(1, '별똥 (훈련)', 'offered'), party(2, '샛별 (훈련)', 'due')],
  decision: { atMs: ago(20_000), result: 'granted', reasons: [] },
  clocks: [
    clock({
      ...{ kind: 'fitting', dueMs: SHOT_MS + 4 * HOUR_MS, of: ['monitoring'], article: 'EDA 31-6; Decree 23-12' },
      ...{ warnedMs: DAY_MS, measureId: id(851) },
    }),
    clock({
      kind: 'offer',
      dueMs: null,
      of: ['monitoring'],
      article: 'EDA 31-6; Decree 23-12',
      startedMs: ago(20_000),
    }),
  ],
  may: [
    may('fit', { measureId: id(851) }),
    may('miss-fitting', { measureId: id(851) }),
    may('answer-offer', { personId: id(871), which: 'accepted' }),
    may('answer-offer', { personId: id(871), which: 'declined' }),
    may('offer', { personId: id(872) }),
  ],
  events: [event(1, 'decided', ago(20_000), { about: { result: 'granted' } })],
});
