/** The monitoring centre: calls for help on top, one under duress, and how the warnings reached the protected person. */
import type { IncidentDetail, IncidentEventJson, IncidentJson } from '../../../src/incidents/contract.ts';
import type { DeliveryJson } from '../../../src/notify/contract.ts';
import { attempt, id } from '../answers.ts';
import { ago, hello, pairId, picture, point } from '../frames.ts';
import { type Answers, type Feature, type FrameBody, type ScreenState, SHOT_MS, type Stage } from '../screen.ts';

const OFFICER = hello('officer');

const incident = (number: number, more: Partial<IncidentJson>): IncidentJson => ({
  incidentId: id(400 + number),
  kind: 'approach',
  pairId: pairId(number),
  zoneId: null,
  orderId: id(500 + number),
  wearerId: id(600 + number),
  label: `M-0${number}`,
  state: 'unacknowledged',
  level: 'warning',
  highestLevel: 'warning',
  reason: null,
  distanceM: 740,
  etaS: 360,
  earliestContactS: null,
  openedAtMs: ago(130),
  changedAtMs: ago(40),
  acknowledgedAtMs: null,
  closedAtMs: null,
  closeReason: null,
  returnedAtMs: null,
  suppressed: null,
  duress: false,
  exercise: true,
  ...more,
});
const NO_LEVEL = { level: null, highestLevel: null, distanceM: null, etaS: null } as const;
const SOS = incident(14, {
  ...NO_LEVEL,
  kind: 'device:sos',
  wearerId: null,
  openedAtMs: ago(24),
  changedAtMs: ago(24),
});
const TAKEN_BACK = { ...SOS, returnedAtMs: ago(9) };
const UNDER_DURESS = { ...SOS, duress: true, changedAtMs: ago(9) };
const APPROACH = incident(21, {});
const SILENT = incident(33, {
  ...{ level: 'unknown', highestLevel: 'unknown', reason: 'wearer-silent', distanceM: null, etaS: null },
  ...{ earliestContactS: 900, state: 'acknowledged', acknowledgedAtMs: ago(60) },
});

const officerPicture = (number: number, level: 'warning' | 'clear' | 'unknown', eastM: number): FrameBody =>
  picture(level, point({ eastM, northM: 560, courseDeg: 220, octant: 'NE', etaS: 360 }), {
    pairId: pairId(number),
    label: `M-0${number}`,
    protected: { ...point({ eastM: 0, northM: 0, agoS: 4, radiusM: 12 }), distanceM: null, trend: 'unclear' },
  });
const FRAMES = [OFFICER, officerPicture(14, 'clear', 2_400), officerPicture(21, 'warning', 480)];

const event = (number: number, kind: IncidentEventJson['kind'], agoS: number): IncidentEventJson => ({
  ...{ number, kind, atMs: ago(agoS), actorId: null, level: null, why: null, text: null },
});
const opened: IncidentEventJson = {
  ...event(1, 'opened', 130),
  level: 'warning',
  why: { key: 'approach.warning.closing', params: { closingMps: 1.4, distanceM: 740, missM: 60, etaS: 360 } },
};
const detail = (one: IncidentJson, ...events: IncidentEventJson[]): Answers => ({
  [`GET /api/incidents/${one.incidentId}`]: { json: { incident: one, events } satisfies IncidentDetail },
});

const DELIVERY: DeliveryJson = {
  ...{ warningId: id(91), recipientId: id(170), level: 'warning', createdAtMs: ago(129), shownAtMs: null },
  ...{ outcome: 'going-on', outcomeReason: null, endedAtMs: null, reached: false },
  attempts: [
    attempt('push', 'accepted', { queuedAtMs: ago(128), sentAtMs: ago(128), acceptedAtMs: ago(127) }),
    attempt('sms', 'sent', { queuedAtMs: ago(108), sentAtMs: ago(107) }),
    attempt('call', 'unanswered', { queuedAtMs: ago(88), sentAtMs: ago(87), endedAtMs: ago(57) }),
    attempt('call', 'sent', { number: 2, queuedAtMs: ago(30), sentAtMs: ago(29) }),
  ],
};
const deliveries = (...all: DeliveryJson[]): Answers => ({
  'GET /api/incidents/{id}/deliveries': { json: { serverTimeMs: SHOT_MS, deliveries: all } },
});
const queue = (...open: IncidentJson[]): Answers => ({
  'GET /api/incidents': { json: { serverTimeMs: SHOT_MS, open, suppressed: [], closed: [] } },
});
const choose =
  (one: IncidentJson) =>
  async ({ page, pass }: Stage): Promise<void> => {
    await page.locator(`[data-incident="${one.incidentId}"]`).first().click();
    await page.waitForTimeout(400);
    // The clock in the bar goes on by whole seconds.
    await pass(1_000);
    await pass(1_000);
  };

const states: readonly ScreenState[] = [
  {
    name: 'sos',
    frames: FRAMES,
    answers: { ...queue(SOS, APPROACH, SILENT), ...detail(SOS, event(1, 'opened', 24)), ...deliveries() },
    act: choose(SOS),
  },
  {
    name: 'sos-taken-back',
    frames: FRAMES,
    answers: {
      ...queue(APPROACH, TAKEN_BACK, SILENT),
      ...detail(TAKEN_BACK, event(1, 'opened', 24), event(2, 'cancelled', 9)),
      ...deliveries(),
    },
    act: choose(TAKEN_BACK),
  },
  {
    name: 'duress',
    frames: FRAMES,
    answers: {
      ...queue(UNDER_DURESS, APPROACH, SILENT),
      ...detail(UNDER_DURESS, event(1, 'opened', 24), event(2, 'duress', 9)),
      ...deliveries(),
    },
    act: choose(UNDER_DURESS),
  },
  {
    name: 'delivery',
    frames: FRAMES,
    answers: { ...queue(APPROACH, SILENT), ...detail(APPROACH, opened), ...deliveries(DELIVERY) },
    act: choose(APPROACH),
  },
];

const session = { kind: 'officer', personId: id(170), exercise: true };
export const feature: Feature = {
  name: 'centre',
  path: '/centre/',
  answers: { 'GET /api/session': { json: session } },
  states: states.map((state) => ({ ...state, wide: 'only' })),
};
