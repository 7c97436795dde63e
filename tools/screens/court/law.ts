/** The law as pages of a court get it: made-up offices, Korea's measures, long names as they are. */
import type { LawJson } from '../../../src/orders/process/contract.ts';
import { endOfDay, id } from '../answers.ts';

type Measure = LawJson['measures'][number];

const months = (count: number, longestUntilMs: number) => ({
  duration: { length: { months: count }, article: 'SPA 9; CPA 66' },
  longestUntilMs,
});
const THREE_MONTHS = months(3, endOfDay(92));

const measure = (one: Pick<Measure, 'id' | 'name' | 'nameEn' | 'article' | 'demands'> & Partial<Measure>): Measure => ({
  ...{ procedure: 'provisional-measures', device: false, extensionsMax: 0, fittingNamed: false },
  ...{ duration: null, longestUntilMs: null },
  ...one,
});

export const LAW: LawJson = {
  ...{ jurisdiction: 'kr', versionId: '2026.10.02-6', timeZone: 'Asia/Seoul', mode: 'law', emergencyNumber: '112' },
  offices: [
    { agencyId: id(801), name: '까치지방법원 제2형사부', role: 'court' },
    { agencyId: id(802), name: '까치지방공소청 여성아동범죄조사부', role: 'prosecution' },
    { agencyId: id(803), name: '까치동부경찰서 여성청소년과', role: 'police' },
    { agencyId: id(804), name: '구름보호관찰소 위치추적관제센터', role: 'monitoring' },
  ],
  procedures: [
    {
      ...{ id: 'provisional-measures', name: '잠정조치', nameEn: 'Provisional measures', article: 'SPA 8; SPA 9' },
      ...{ filedBy: ['prosecutor'], askedBy: ['police', 'protected'], decidedBy: 'court', imposedBy: null },
      ...{ petition: null, hearing: 'allowed', interimMeasures: [] },
    },
    {
      ...{ id: 'emergency-measures', name: '긴급응급조치', nameEn: 'Emergency measures', article: 'SPA 4' },
      ...{ filedBy: [], askedBy: [], decidedBy: 'court', imposedBy: 'police' },
      ...{ petition: null, hearing: null, interimMeasures: [] },
    },
  ],
  measures: [
    measure({
      ...{ id: 'provisional-1', name: '잠정조치 제1호 (서면 경고)', nameEn: 'Provisional measure 1: written warning' },
      ...{ article: 'SPA 9(1)1', demands: ['warned'] },
    }),
    measure({
      ...{ id: 'provisional-2', name: '잠정조치 제2호 (100미터 이내 접근 금지)' },
      ...{ nameEn: 'Provisional measure 2: keep 100 m away', article: 'SPA 9(1)2', demands: ['keep-away'] },
      ...{ extensionsMax: 2, ...THREE_MONTHS },
    }),
    measure({
      ...{ id: 'provisional-3', name: '잠정조치 제3호 (전기통신을 이용한 접근 금지)' },
      ...{ nameEn: 'Provisional measure 3: no contact by telecommunication', article: 'SPA 9(1)3' },
      ...{ demands: ['no-contact'], extensionsMax: 2, ...THREE_MONTHS },
    }),
    measure({
      ...{ id: 'provisional-3-2', name: '잠정조치 제3호의2 (전자장치의 부착)' },
      ...{ nameEn: 'Provisional measure 3-2: electronic device', article: 'SPA 9(1)3-2', demands: ['wear-device'] },
      ...{ device: true, fittingNamed: true, extensionsMax: 2, ...THREE_MONTHS },
    }),
    measure({
      ...{ id: 'provisional-4', name: '잠정조치 제4호 (유치장 또는 구치소에의 유치)' },
      ...{ nameEn: 'Provisional measure 4: detention', article: 'SPA 9(1)4', demands: ['detained'] },
      ...months(1, endOfDay(30)),
    }),
    measure({
      ...{ id: 'emergency-1', name: '긴급응급조치 제1호 (100미터 이내 접근 금지)', procedure: 'emergency-measures' },
      ...{ nameEn: 'Emergency measure 1: keep 100 m away', article: 'SPA 4(1)1', demands: ['keep-away'] },
      ...months(1, endOfDay(30)),
    }),
  ],
  distances: {
    restraintM: { default: 100, min: 100, max: 1_000, article: 'SPA 9(1)2' },
    warnM: { default: 600, min: 200, max: 3_000, article: 'Decree 23-17(1)' },
    noticeM: { default: 2_000, min: 500, max: 10_000, article: 'EDA 31-6(4); Decree 23-14' },
    wearerIntervalS: { default: 60, min: 1, max: 600, article: 'Decree 23-12' },
  },
  noticeEvents: ['breach', 'risk-of-breach', 'tampering'],
};
