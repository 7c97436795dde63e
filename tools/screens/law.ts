/** The law as forms get it, and proceedings as the protected person sees them: a made-up shape close to the Korean pack of 2027. */
import type { LawJson, OwnProceedingJson } from '../../src/orders/process/contract.ts';
import { DAY_MS, endOfDay, id } from './answers.ts';
import { SHOT_MS } from './screen.ts';

const months = (count: number, article: string) => ({ length: { months: count }, article });
const measure = (
  measureId: string,
  name: string,
  nameEn: string,
  article: string,
  demands: LawJson['measures'][number]['demands'],
  procedure = 'provisional-measures',
): LawJson['measures'][number] => {
  const wears = demands.includes('wear-device');
  const detained = demands.includes('detained');
  return {
    ...{ id: measureId, name, nameEn, article, procedure, demands, device: wears, fittingNamed: wears },
    duration: demands.includes('warned') ? null : months(detained ? 1 : 3, 'SPA 9(7)'),
    longestUntilMs: null,
    extensionsMax: demands.includes('warned') || detained ? 0 : 2,
  };
};

const PROVISIONAL: LawJson['procedures'][number] = {
  ...{ id: 'provisional-measures', name: '잠정조치', nameEn: 'Provisional measures', article: 'SPA 8; SPA 9' },
  ...{ filedBy: ['prosecutor'], askedBy: ['police', 'protected'], decidedBy: 'court', imposedBy: null },
  ...{ petition: null, hearing: 'allowed', interimMeasures: [] },
};
const PROTECTION_ORDER: LawJson['procedures'][number] = {
  ...{ id: 'victim-protection-order', name: '피해자보호명령', nameEn: 'Victim protection order', article: 'SPA 17-5' },
  ...{ filedBy: ['protected'], askedBy: [], decidedBy: 'court', imposedBy: null },
  petition: {
    of: 'provisional-measures',
    article: 'SPA 17-5',
    within: { length: { days: 90 }, article: 'SPA 17-5; CPA 66' },
  },
  ...{ hearing: 'allowed', interimMeasures: ['protection-order-1'] },
};

export const law = (more: Partial<LawJson> = {}): LawJson => ({
  ...{ jurisdiction: 'kr', versionId: 'kr-2027', timeZone: 'Asia/Seoul', mode: 'law', emergencyNumber: '112' },
  offices: [
    { agencyId: id(41), name: '구름지방공소청', role: 'prosecution' },
    { agencyId: id(42), name: '머루경찰서', role: 'police' },
    { agencyId: id(43), name: '석류경찰서', role: 'police' },
    { agencyId: id(44), name: '구름지방법원', role: 'court' },
  ],
  procedures: [PROVISIONAL, PROTECTION_ORDER],
  measures: [
    measure('provisional-1', '잠정조치 제1호', 'Provisional measure 1', 'SPA 9(1)1', ['warned']),
    measure('provisional-2', '잠정조치 제2호', 'Provisional measure 2', 'SPA 9(1)2', ['keep-away']),
    measure('provisional-3', '잠정조치 제3호', 'Provisional measure 3', 'SPA 9(1)3', ['no-contact']),
    measure('provisional-3-2', '잠정조치 제3호의2', 'Provisional measure 3-2', 'SPA 9(1)3-2', ['wear-device']),
    measure('provisional-4', '잠정조치 제4호', 'Provisional measure 4', 'SPA 9(1)4', ['detained']),
    measure('protection-order-1', '접근 금지', 'Keep away', 'SPA 17-5', ['keep-away'], 'victim-protection-order'),
    measure('protection-order-2', '연락 금지', 'No contact', 'SPA 17-5', ['no-contact'], 'victim-protection-order'),
  ],
  distances: {},
  noticeEvents: [],
  ...more,
});

export const ownProceeding = (more: Partial<OwnProceedingJson> = {}): OwnProceedingJson => ({
  ...{ proceedingId: id(51), number: '2026-000017', jurisdiction: 'kr', timeZone: 'Asia/Seoul' },
  ...{ procedure: 'provisional-measures', stage: 'asked', result: null, exercise: true },
  ...{ openedAtMs: SHOT_MS - 9 * DAY_MS, changedAtMs: SHOT_MS - 9 * DAY_MS, measures: [], filedMeasures: [] },
  ...{ clocks: [], asked: { of: 'prosecutor', atMs: SHOT_MS - 9 * DAY_MS }, declinedAtMs: null, decidedAtMs: null },
  unanswered: null,
  may: [{ act: 'withdraw', measureId: null, personId: null, which: null }],
  documents: [],
  ...more,
});

/** The prosecutor did not take it further: the person's own petition is open. */
export const declined = (daysLeft = 89): OwnProceedingJson =>
  ownProceeding({
    stage: 'closed',
    declinedAtMs: SHOT_MS - DAY_MS,
    may: [],
    clocks: [
      {
        ...{ kind: 'petition', measureId: null, startedMs: SHOT_MS - DAY_MS, dueMs: endOfDay(daysLeft) },
        ...{ of: ['protected'], article: 'SPA 17-5; CPA 66', nature: 'right', warnedMs: null },
      },
    ],
  });

/** Granted, the device is fitted, an app is offered. */
export const granted = (): OwnProceedingJson => {
  const may = (act: string, which: string | null, personId: string | null = null) => {
    return { act, measureId: null, personId, which };
  };
  return ownProceeding({
    ...{ stage: 'decided', result: 'partly', decidedAtMs: SHOT_MS - 3 * DAY_MS },
    filedMeasures: ['provisional-2', 'provisional-3-2', 'provisional-4'],
    measures: [inForce(52, 'provisional-2', endOfDay(89)), inForce(53, 'provisional-3-2', endOfDay(11))],
    clocks: [
      {
        ...{ kind: 'appeal', measureId: null, startedMs: SHOT_MS - 3 * DAY_MS, dueMs: endOfDay(4) },
        ...{ of: ['protected'], article: 'SPA 16', nature: 'right', warnedMs: null },
      },
    ],
    may: [
      may('answer-offer', 'accepted', id(170)),
      may('answer-offer', 'declined', id(170)),
      may('appeal', null),
      may('ask-change', 'address'),
    ],
  });
};

function inForce(number: number, name: string, endMs: number): OwnProceedingJson['measures'][number] {
  return {
    ...{ measureId: id(number), measure: name, by: 'decision', orderedAtMs: SHOT_MS - 3 * DAY_MS, endMs },
    ...{ fromMs: SHOT_MS - 3 * DAY_MS, inForce: true, extensions: 0, extensionAskedAtMs: null, fitting: null },
    ...{ isSuspended: false, ended: null, orderLabel: null, extendableUntilMs: null },
  };
}
