/**
 * What an incident shows, and what may follow from it. Pure. Fails toward nobody's fault: what is not known stays `unknown`, a sign of
 * the device is no sign of a will, and no court is told before a person confirmed with reasons what the wearer could answer.
 */
import { unreachable } from '../../core/assert.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import type { UnknownReason } from '../../proximity/types.ts';
import { type EventBody, isAlerting } from '../incident.ts';
import type { BreachAct, BreachActKind, BreachBody, BreachKind, BreachState, Shares, Sign } from './breach.ts';

export interface SeenEvent {
  readonly number: number;
  readonly atMs: number;
  /** Null for a person's act, which finds nothing. */
  readonly position: number | null;
  readonly body: Pick<EventBody, 'level' | 'reason' | 'wearerShare' | 'engineVersion'>;
}

/** Null: no record is made of an incident of this kind. */
export function breachKindOf(incidentKind: string): BreachKind | null {
  if (incidentKind === 'approach') return 'pair';
  if (incidentKind === 'zone') return 'place';
  if (incidentKind.startsWith('device:') || incidentKind.startsWith('health:')) return 'device';
  return incidentKind.startsWith('pattern:') ? 'device' : null;
}

const DEVICE_SIGNS: Readonly<Record<string, Sign>> = {
  'device:strap-open': 'strap-opened',
  'device:tamper': 'tampering-suspected',
  'device:separation': 'tampering-suspected',
  'device:power-off': 'device-off',
  'device:power-cut': 'device-off',
  'device:low-battery': 'battery-empty',
  'device:connection-lost': 'no-coverage',
  'health:no-contact': 'no-coverage',
  'health:no-position': 'poor-position',
  'health:battery-forecast': 'battery-empty',
  'pattern:spoofing-suspected': 'tampering-suspected',
  'pattern:clock-error': 'poor-position',
};

/** Of the equipment alone: nobody's act makes them. That a strap or a housing opened may be either. */
const EQUIPMENT: ReadonlySet<Sign> = new Set<Sign>(['no-coverage', 'poor-position', 'charging-fault']);

// HAZARD H-523: a fault of the equipment, or the protected person's own movement, is written down as the wearer's breach.
/** `endMs`: until when the last of the events is counted. */
export function decideBody(
  incidentKind: string,
  events: readonly SeenEvent[],
  endMs: number,
  /** The battery was charged, and said to charge, when it ran out. */
  wasCharging: boolean,
): BreachBody {
  const found = events.filter(({ position }) => position !== null);
  const signs = new Set<Sign>();
  const weights = { equipment: 0, protectedPerson: 0, wearer: 0, unknown: 0 };
  const kind = breachKindOf(incidentKind);
  if (kind === 'device') {
    const sign = DEVICE_SIGNS[incidentKind];
    if (sign !== undefined) signs.add(sign);
    if (wasCharging && sign === 'battery-empty') signs.add('charging-fault');
    const isEquipment = sign !== undefined && [...signs].some((one) => EQUIPMENT.has(one));
    weights[isEquipment ? 'equipment' : 'unknown'] = 1;
  } else {
    found.forEach((event, i) => {
      const { level, reason, wearerShare } = event.body;
      if (level === null || !isAlerting(level)) return;
      const spanMs = Math.max(0, (found[i + 1]?.atMs ?? endMs) - event.atMs);
      if (level === 'unknown') {
        const cause = causeOf(reason);
        if (cause.sign !== null) signs.add(cause.sign);
        weights[cause.share] += spanMs;
      } else if (kind === 'place') weights.wearer += spanMs;
      else if (wearerShare === null) weights.unknown += spanMs;
      else {
        weights.wearer += wearerShare * spanMs;
        weights.protectedPerson += (1 - wearerShare) * spanMs;
      }
    });
  }
  return { shares: sharesOf(weights), signs: [...signs].sort(), evidence: evidenceOf(found) };
}

/** Whose silence it was that nothing was known. The protected side's is nobody's fault, and none of the wearer's. */
function causeOf(reason: UnknownReason | null): { readonly share: keyof Shares; readonly sign: Sign | null } {
  switch (reason) {
    case 'wearer-silent':
    case 'wearer-never-reported':
      return { share: 'unknown', sign: 'no-coverage' };
    case 'wearer-untrustworthy':
      return { share: 'equipment', sign: 'poor-position' };
    case 'protected-silent':
    case 'protected-never-reported':
    case 'protected-untrustworthy':
    case 'protected-not-sharing':
      return { share: 'unknown', sign: 'protected-not-heard' };
    case 'evaluation-failed':
      return { share: 'equipment', sign: 'evaluation-failed' };
    case null:
      return { share: 'unknown', sign: null };
    default:
      return unreachable(reason);
  }
}

function sharesOf(weights: Shares): Shares {
  const sum = weights.equipment + weights.protectedPerson + weights.wearer + weights.unknown;
  if (sum === 0) return { equipment: 0, protectedPerson: 0, wearer: 0, unknown: 1 };
  const share = (weight: number) => Math.round((weight / sum) * 100) / 100;
  const known = {
    equipment: share(weights.equipment),
    protectedPerson: share(weights.protectedPerson),
    wearer: share(weights.wearer),
  };
  // Rounding is put where nothing is claimed.
  const rest = 1 - known.equipment - known.protectedPerson - known.wearer;
  return { ...known, unknown: Math.max(0, Math.round(rest * 100) / 100) };
}

/**
 * From the first warning to the end of the last: before it nothing was near, or nothing was known. Of the device, and where there never was a
 * warning, the incident's own.
 */
export function decideSpan(
  incidentKind: string,
  events: readonly SeenEvent[],
  openedAtMs: number,
  endMs: number,
): { readonly fromMs: number; readonly untilMs: number } {
  const whole = { fromMs: openedAtMs, untilMs: Math.max(openedAtMs, endMs) };
  if (breachKindOf(incidentKind) === 'device') return whole;
  const found = events.filter(({ position }) => position !== null);
  const isNear = ({ body }: SeenEvent) => body.level === 'warning' || body.level === 'danger';
  const first = found.find(isNear);
  if (first === undefined) return whole;
  const untilMs = found[found.findLastIndex(isNear) + 1]?.atMs ?? endMs;
  return { fromMs: first.atMs, untilMs: Math.max(first.atMs, untilMs) };
}

function evidenceOf(found: readonly SeenEvent[]) {
  return {
    events: found.map(({ number }) => number),
    positions: found.map(({ position }) => position!),
    engineVersions: [...new Set(found.flatMap(({ body }) => body.engineVersion ?? []))],
  };
}

export function stateOf(acts: readonly Pick<BreachAct, 'kind'>[]): BreachState {
  const kinds = acts.map(({ kind }) => kind);
  if (kinds.includes('withdrawn')) return 'withdrawn';
  if (kinds.includes('told-court')) return 'told-court';
  return kinds.at(-1) ?? 'draft';
}

/** Whether the record may be used against the wearer at all. */
export function isRelevant(state: BreachState): boolean {
  return state === 'confirmed' || state === 'told-court';
}

// HAZARD H-524: a sanction rests on what a machine inferred: nobody looked, and the wearer was never heard. The database refuses the same.
export function decideAct(
  acts: readonly BreachAct[],
  kind: BreachActKind,
  words: string | null,
  nowMs: number,
): Outcome<'allowed', Refusal> {
  const state = stateOf(acts);
  if (kind !== 'put' && kind !== 'told-court' && (words ?? '').trim() === '')
    return refuse('words-needed', 'Say in words why.');
  switch (kind) {
    case 'put':
      return state === 'draft' ? ok('allowed') : refuse('conflict', 'It was put to the wearer, or decided, before.');
    case 'answered':
      return state === 'put' || state === 'answered' ? ok('allowed') : refuse('conflict', 'It cannot be answered now.');
    case 'confirmed': {
      if (state === 'answered') return ok('allowed');
      const dueMs = acts.find((act) => act.kind === 'put')?.answerDueMs ?? null;
      if (state !== 'put' || dueMs === null) return refuse('conflict', 'The wearer has to be asked first, and once.');
      return nowMs >= dueMs ? ok('allowed') : refuse('conflict', 'The wearer can still answer.');
    }
    case 'dismissed':
      return state === 'draft' || state === 'put' || state === 'answered'
        ? ok('allowed')
        : refuse('conflict', 'It is decided.');
    case 'withdrawn':
      return isRelevant(state) ? ok('allowed') : refuse('conflict', 'Only what was confirmed is withdrawn.');
    case 'told-court':
      return state === 'confirmed' ? ok('allowed') : refuse('conflict', 'A court is told of what was confirmed, once.');
    default:
      return unreachable(kind);
  }
}
