/** What the server answers to somebody who has set up everything, with made-up names and numbers; states change a part of it. */
import type { Place } from '../../src/disclosure/places/contract.ts';
import type { SharingJson } from '../../src/disclosure/sharing/contract.ts';
import type { DeliveryAttemptJson, MyPlan } from '../../src/notify/contract.ts';
import type { OwnOrderJson, OwnOrdersJson, UndertakingJson } from '../../src/orders/contract.ts';
import type { OwnPositionJson } from '../../src/people/contract.ts';
import type { HelpJson, OwnPlace } from '../../src/people/help/contract.ts';
import type { PhoneJson } from '../../src/server/sessions/phones/contract.ts';
import { SET_UP_STEPS, type SetUpJson } from '../../src/server/sessions/set-up/contract.ts';
import { ago, spot } from './frames.ts';
import { type Answers, SHOT_MS } from './screen.ts';

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const iso = (atMs: number): string => new Date(atMs).toISOString();
export const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
/** The end of that local day in Seoul, counted from today. */
export const endOfDay = (days: number): number => Date.UTC(2026, 5, 24 + days, 15);

export const helpJson = (more: Partial<HelpJson> = {}): HelpJson => ({
  emergencyNumber: '112',
  centre: { label: 'Gureum monitoring centre', phone: '02-555-0100' },
  contacts: [
    { name: 'Sora (sister)', phone: '010-5550-0147' },
    { name: 'Mr Baek, next door', phone: '010-5550-0162' },
  ],
  hasCodes: true,
  ...more,
});

const place = (
  number: number,
  kind: Place['kind'],
  names: Place['names'],
  at: OwnPoint,
  hours: string | null,
): Place => ({
  ...{ number, kind, names, hours },
  ...spot(at.eastM, at.northM),
});
interface OwnPoint {
  readonly eastM: number;
  readonly northM: number;
}

export const PLACES: readonly Place[] = [
  place(1, 'police', { en: 'Meoru police box', ko: '머루지구대' }, { eastM: -340, northM: -180 }, '24/7'),
  place(2, 'hospital', { en: 'Gureum hospital', ko: '구름병원' }, { eastM: -120, northM: -610 }, '24/7'),
  place(3, 'shop', { en: 'Corner shop Meoru-ro', ko: '머루로 편의점' }, { eastM: 150, northM: 90 }, '24/7'),
  place(4, 'station', { en: 'Station Square', ko: '역전 광장' }, { eastM: 420, northM: 510 }, null),
  place(5, 'fire-station', { en: 'Fire station Seongnyu', ko: '성류119안전센터' }, { eastM: -880, northM: 240 }, null),
  place(6, 'shelter', { en: 'Women’s centre', ko: '여성 쉼터' }, { eastM: -240, northM: 760 }, 'Mo-Fr 09:00-18:00'),
];
const OWN_PLACES: readonly OwnPlace[] = [{ name: 'Sora’s flat', ...spot(-420, -900) }];

export const placesAnswers = (places: readonly Place[] = PLACES, own: readonly OwnPlace[] = OWN_PLACES): Answers => ({
  'GET /api/places': { json: { timeZone: 'Asia/Seoul', places } },
  'GET /api/me/places': { json: { places: own } },
});

export const sharing = (shared: boolean, possible = true): SharingJson => ({
  sharing: shared ? { sinceMs: ago(140), untilMs: SHOT_MS + 2 * HOUR_MS } : null,
  possible,
  serverTimeMs: SHOT_MS,
});

export const ownPosition = (more: Partial<OwnPositionJson> = {}): OwnPositionJson => ({
  nowMs: SHOT_MS,
  sharing: { kind: 'shared', sinceMs: SHOT_MS - 9 * DAY_MS },
  textVersion: 'own-position-1',
  keptHours: 24,
  held: [],
  isProtected: true,
  intervalS: 60,
  orderedIntervalS: 60,
  places: 2,
  sources: [
    { kind: 'app', deviceId: id(71), lastContactMs: ago(38), lastPositionMs: ago(38), batteryPct: 81 },
    { kind: 'page', deviceId: id(72), lastContactMs: ago(4), lastPositionMs: ago(4), batteryPct: 81 },
  ],
  morningMs: Date.UTC(2026, 5, 24, 21),
  ...more,
});

export const order = (more: Partial<OwnOrderJson> = {}): OwnOrderJson => ({
  jurisdiction: 'kr',
  timeZone: 'Asia/Seoul',
  measure: { name: '잠정조치 제3호의2 (전자장치 부착)', article: '스토킹처벌법 제9조 제1항 제3호의2' },
  fromMs: endOfDay(-31),
  untilMs: endOfDay(58),
  ended: null,
  keptUntilMs: null,
  restraintM: 100,
  warnM: 1_000,
  noticeM: 2_000,
  rings: { police: 500 },
  places: 2,
  extensions: { countMax: 2, months: 3, askedOf: 'prosecutor', article: '스토킹처벌법 제9조 제7항' },
  ...more,
});

export const undertaking = (acceptedAtMs: number | null): UndertakingJson => ({
  jurisdiction: 'kr',
  yearsMax: 3,
  fineMax: 30_000_000,
  currency: 'KRW',
  article: '전자장치부착법 제38조의2',
  textVersion: 'undertaking-2',
  acceptedAtMs,
  isDue: acceptedAtMs === null,
  holds: acceptedAtMs !== null,
  untilMs: acceptedAtMs === null ? null : acceptedAtMs + 365 * 86_400_000,
});

export const ordersJson = (
  orders: readonly OwnOrderJson[],
  acceptedAtMs: number | null = endOfDay(-20),
): OwnOrdersJson => ({
  agencyName: 'Gureum monitoring centre',
  orders: [...orders],
  undertaking: undertaking(acceptedAtMs),
});

export const plan = (phones: number, more: Partial<MyPlan['plan']> = {}): MyPlan => ({
  plan: {
    channels: { push: true, sms: true, call: true },
    calm: false,
    quietHours: null,
    notification: { title: 'Memo', body: 'You have a new note.' },
    ...more,
  },
  reach: { phones, sms: false, call: false, hasNumber: true },
});

/** One try to reach a person; SMS and calls of an exercise end in the sink. */
export const attempt = (
  channel: DeliveryAttemptJson['channel'],
  state: DeliveryAttemptJson['state'],
  more: Partial<DeliveryAttemptJson>,
): DeliveryAttemptJson => ({
  ...{ channel, state, number: 1, reason: null, isSink: channel !== 'push', tries: 1, queuedAtMs: ago(50) },
  ...{ sentAtMs: null, acceptedAtMs: null, deliveredAtMs: null, displayedAtMs: null, answeredAtMs: null },
  ...{ confirmedAtMs: null, endedAtMs: null },
  ...more,
});

export const phone = (number: number, more: Partial<PhoneJson> = {}): PhoneJson => ({
  phoneId: id(80 + number),
  platform: 'android',
  browser: 'chrome',
  signedInAt: iso(SHOT_MS - 9 * DAY_MS),
  lastSeenAt: iso(ago(4)),
  isThis: number === 1,
  isNew: false,
  unprovenAt: null,
  ...more,
});

/** `left`: that many of the last steps are not done. */
export const setUp = (left: number, more: Partial<SetUpJson> = {}): SetUpJson => ({
  steps: SET_UP_STEPS.map((step, i) => ({
    step,
    doneAt: i < SET_UP_STEPS.length - left ? iso(SHOT_MS - 8 * DAY_MS) : null,
  })),
  wantsHelpSince: null,
  ...more,
});

export const WELL: Answers = {
  'GET /api/me/sight': { json: { isHidden: false, sinceMs: null } },
  'GET /api/me/conduct': { json: { restrictions: [] } },
  'GET /api/me/help': { json: helpJson() },
  ...placesAnswers(),
  'GET /api/me/sharing': { json: sharing(false, false) },
  'GET /api/me/position': { json: ownPosition() },
  'POST /api/me/positions': { json: { keeps: true, intervalS: 60 } },
  'GET /api/me/orders': { json: ordersJson([order()]) },
  'GET /api/me/warning-plan': { json: plan(1) },
  'GET /api/me/lock': { json: { state: 'none', afterMs: null } },
  'GET /api/me/phones': { json: { phones: [phone(1)] } },
  'GET /api/me/links': { json: { links: [] } },
  'GET /api/me/supporters': { json: { supporters: [], links: [] } },
  'GET /api/me/onboarding': { json: setUp(0) },
  'GET /api/me/household': { json: { members: [] } },
  'GET /api/me/participation': { json: { state: 'consented', since: iso(SHOT_MS - 8 * DAY_MS), minor: false } },
  'GET /api/me/questions': { json: { questions: [] } },
};
