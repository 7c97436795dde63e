/**
 * One frame's way in, as an ordered list of steps. Each step either passes the frame on or answers it.
 *
 *   identify    which device is it, and is its secret right?
 *   decode      what does the frame say?
 *   check       can that be true?
 *   strap       is its strap as it was when the device last told? A change that it tells as a state is an event
 *   attribute   who carried the device then, by which order may it be kept, and do they share it?
 *   pace        has this device said too much of late?
 *   commit      journal the good, quarantine the rest, and only then answer
 *
 * From a known device every frame that is stored or quarantined is `accepted`: a phone app resends its oldest refused fix for
 * ever and sends nothing newer. Fails toward "not committed": the device then keeps it and comes again.
 */
import type { Clock } from '../core/clock.ts';
import type { PersonId } from '../core/ids.ts';
import { MINUTE_MS, utcDay } from '../core/time.ts';
import type { HeldStrap } from '../devices/service.ts';
import type { SealFor } from '../safeguards/service.ts';
import { checkFix, checkTime } from './check.ts';
import { type Heard, saidAtMs } from './heard.ts';
import type { UnnumberedInput } from './inputs.ts';
import type { Journal } from './journal.ts';
import { LIMITS } from './limits.ts';
import { OWN_KEPT_MS, ownHour } from './own-hours.ts';
import type { Pace } from './pace.ts';
import type {
  Decoded,
  DecodedEvent,
  DecodedFix,
  HttpFrame,
  HttpProtocol,
  Identity,
  RawFrame,
  Rejection,
  Taken,
} from './protocols/types.ts';
import type { Quarantine } from './quarantine.ts';
import { strapEvents } from './strap.ts';

/** A device as the directory knows it. */
export interface KnownDevice {
  readonly deviceId: string;
  readonly payloadKey: Uint8Array | null;
  /** Who carried it at an instant; null when nobody did. */
  carriedBy(atMs: number): PersonId | null;
}

export type Lookup =
  | { readonly device: KnownDevice }
  | { readonly rejected: 'unknown-device' | 'bad-secret' }
  /** A trusted forwarder told of a device that is not registered here: no stranger knocks, and asking again helps nobody. */
  | { readonly rejected: 'unregistered' };

export interface PipelineDeps {
  readonly clock: Clock;
  readonly journal: Pick<Journal, 'append'>;
  readonly quarantine: Pick<Quarantine, 'keep' | 'keepStranger' | 'count'>;
  readonly pace: Pick<Pace, 'take'>;
  findDevice(protocol: string, token: string | null, externalId: string | null): Lookup;
  /** Orders in force at that instant that name the person, as bases for sealing: 'order:<uuid>'. */
  basesFor(personId: PersonId, atMs: number): readonly string[];
  /** Whether the person's place of that instant may be kept now: a wearer's always, anyone else's while they share it. */
  mayKeepPlace(personId: PersonId, atMs: number, nowMs: number): boolean;
  /** Whether a position of then is the protected side's own: kept a day, by its hour. */
  isOwn(personId: PersonId, atMs: number): boolean;
  /** The strap as the device last told it; null when it never did. */
  strapOf(deviceId: string): HeldStrap | null;
  /** After the commit of a known device's frame. In memory only: the acknowledgement waits for it. Never throws. */
  onHeard(heard: Heard): void;
}

/** One frame, by whichever transport it came. */
export interface Arrival {
  readonly protocol: string;
  readonly raw: RawFrame;
  readonly identity: Identity;
  /** `payloadKey`: of the device that was found; null when its payload is plain. */
  decode(receivedAtMs: number, payloadKey: Uint8Array | null): Decoded;
}

/** What became of it; `deviceId` is null where no known device sent it. */
export interface Received {
  readonly taken: Taken;
  readonly deviceId: string | null;
  /** Null when it was not decoded. */
  readonly decoded: Decoded | null;
}

interface InHand {
  readonly arrival: Arrival;
  readonly receivedAtMs: number;
  device: KnownDevice | null;
  decoded: Decoded | null;
  fixes: readonly DecodedFix[];
  events: readonly DecodedEvent[];
  readonly inputs: { readonly input: UnnumberedInput; readonly sealFor: SealFor }[];
  readonly rejections: Rejection[];
}

/** So that no hour is sealed anew that is being destroyed. */
const OWN_SPARE_MS = 10 * MINUTE_MS;

type Step = (hand: InHand, deps: PipelineDeps) => Taken | null | Promise<Taken | null>;

const STEPS: readonly Step[] = [identify, decode, check, watchStrap, attribute, pace, commit];

/** The whole way of one frame. */
export async function receive(arrival: Arrival, deps: PipelineDeps): Promise<Received> {
  const receivedAtMs = deps.clock.nowMs();
  const hand: InHand = {
    ...{ arrival, receivedAtMs, device: null, decoded: null },
    ...{ fixes: [], events: [], inputs: [], rejections: [] },
  };
  let taken: Taken = 'accepted';
  for (const step of STEPS) {
    const answer = await step(hand, deps);
    if (answer === null) continue;
    taken = answer;
    break;
  }
  if (taken === 'accepted' && hand.device !== null && hand.decoded !== null) {
    const decoded = { ...hand.decoded, fixes: hand.fixes, events: hand.events };
    deps.onHeard({ deviceId: hand.device.deviceId, protocol: arrival.protocol, receivedAtMs, decoded });
  }
  return { taken, deviceId: hand.device?.deviceId ?? null, decoded: hand.decoded };
}

export function httpArrival(protocol: HttpProtocol, frame: HttpFrame): Arrival {
  return {
    protocol: protocol.name,
    raw: { transport: 'http', frame },
    identity: protocol.identify(frame),
    decode: (receivedAtMs, payloadKey) => protocol.decode(frame, receivedAtMs, payloadKey),
  };
}

async function identify(hand: InHand, deps: PipelineDeps): Promise<Taken | null> {
  const { arrival, receivedAtMs } = hand;
  const { token, externalId } = arrival.identity;
  const isNamed = token !== null || externalId !== null;
  const found = isNamed ? deps.findDevice(arrival.protocol, token, externalId) : null;
  if (found !== null && 'device' in found) {
    hand.device = found.device;
    return null;
  }
  if (found?.rejected === 'unregistered') {
    deps.quarantine.count(arrival.protocol, 'unknown-device');
    return 'accepted';
  }
  const rejection: Rejection =
    found === null ? { reason: 'unknown-device', detail: 'no id' } : { reason: found.rejected, detail: 'id' };
  await deps.quarantine.keepStranger(arrival.protocol, rejection, arrival.raw, receivedAtMs);
  return found === null ? 'missing-id' : 'unknown-device';
}

function decode(hand: InHand): null {
  const decoded = hand.arrival.decode(hand.receivedAtMs, hand.device!.payloadKey);
  hand.decoded = decoded;
  if (decoded.rejected !== null) hand.rejections.push(decoded.rejected);
  if (decoded.fixes.length > LIMITS.fixesPerFrame)
    hand.rejections.push({ reason: 'malformed', detail: 'too many fixes' });
  hand.fixes = decoded.fixes.slice(0, LIMITS.fixesPerFrame);
  hand.events = decoded.events;
  return null;
}

function check(hand: InHand, deps: PipelineDeps): null {
  const passes = (rejection: Rejection | null): boolean => {
    if (rejection !== null) hand.rejections.push(rejection);
    return rejection === null;
  };
  hand.fixes = hand.fixes.filter((fix) => hasPlace(fix, hand, deps));
  hand.fixes = hand.fixes.filter((fix) => passes(checkTime(fix.fixedAtMs, hand.receivedAtMs) ?? checkFix(fix)));
  // HAZARD H-12: a tracker that lost its clock is some years off, and its SOS is of now: an event outlives a time that cannot be.
  hand.events = hand.events.map((event) =>
    passes(checkTime(event.atMs, hand.receivedAtMs)) ? event : { ...event, atMs: hand.receivedAtMs },
  );
  return null;
}

/**
 * A device that says its position is no good has said that it lives: trackers indoors do so every minute, with their last place.
 * HAZARD H-13: it is no place of now; it is counted, and nothing of it kept.
 */
function hasPlace(fix: DecodedFix, { arrival }: InHand, { quarantine }: PipelineDeps): boolean {
  if (fix.valid !== false) return true;
  quarantine.count(arrival.protocol, 'not-valid');
  return false;
}

function watchStrap(hand: InHand, deps: PipelineDeps): null {
  const { decoded, fixes, events, receivedAtMs } = hand;
  const held = deps.strapOf(hand.device!.deviceId);
  const { status } = decoded!;
  const changes = strapEvents(held, { events, status }, saidAtMs(fixes, events, receivedAtMs));
  hand.events = [...events, ...changes];
  return null;
}

function attribute(hand: InHand, deps: PipelineDeps): null {
  for (const fix of hand.fixes) {
    const { altitudeM: _, valid: __, ...kept } = fix;
    admit(hand, deps, fix.fixedAtMs, (personId) => ({
      kind: 'fix',
      fix: { ...kept, personId, receivedAtMs: hand.receivedAtMs },
    }));
  }
  for (const event of hand.events) {
    admit(hand, deps, event.atMs, (personId) => ({
      kind: 'event',
      personId,
      event: event.kind,
      eventAtMs: event.atMs,
    }));
  }
  const isRejectedWhole = hand.fixes.length === 0 && hand.events.length === 0 && hand.rejections.length > 0;
  if (isRejectedWhole) basisOf(hand, deps, hand.receivedAtMs);
  // What is refused for another reason may be a place, too, and its bytes would be kept.
  if (hand.rejections.length > 0) {
    const personId = hand.device!.carriedBy(hand.receivedAtMs);
    if (personId !== null && deps.basesFor(personId, hand.receivedAtMs).length > 0)
      isShared(hand, deps, personId, hand.receivedAtMs);
  }
  return null;
}

/** HAZARD H-190: where a protected person is stays theirs while they do not share it. */
function isShared(hand: InHand, deps: PipelineDeps, personId: PersonId, atMs: number): boolean {
  if (deps.mayKeepPlace(personId, atMs, hand.receivedAtMs)) return true;
  hand.rejections.push({ reason: 'no-consent', detail: 'the position is not shared' });
  return false;
}

/**
 * Whose it is at that instant and why it may be kept. HAZARD H-90: what cannot be read, or cannot be true, is somebody's place too; of
 * a device that nobody carries now, or under no order, only the reasons are kept.
 */
function basisOf(
  { device, rejections }: InHand,
  deps: PipelineDeps,
  atMs: number,
): { personId: PersonId; bases: readonly string[] } | null {
  const personId = device!.carriedBy(atMs);
  const bases = personId === null ? [] : deps.basesFor(personId, atMs);
  if (personId === null) {
    rejections.push({ reason: 'no-assignment', detail: 'nobody carried the device then' });
  } else if (bases.length === 0) {
    rejections.push({ reason: 'no-legal-basis', detail: 'no order in force then' });
  } else return { personId, bases };
  return null;
}

function admit(hand: InHand, deps: PipelineDeps, atMs: number, make: (personId: PersonId) => UnnumberedInput): void {
  const basis = basisOf(hand, deps, atMs);
  if (basis === null) return;
  const { personId, bases } = basis;
  const input = make(personId);
  // HAZARD H-191: only places wait for consent: an SOS of their phone goes its way whatever they share.
  if (input.kind === 'fix' && !isShared(hand, deps, personId, atMs)) return;
  const isOwnPlace = input.kind === 'fix' && deps.isOwn(personId, atMs);
  // HAZARD H-506: a phone that was off sends what would be older than a day before it could be destroyed.
  if (isOwnPlace && atMs < hand.receivedAtMs - OWN_KEPT_MS + OWN_SPARE_MS) {
    hand.rejections.push({ reason: 'past-its-day', detail: 'a position of the protected side is kept a day' });
    return;
  }
  const scope = isOwnPlace ? ownHour(atMs) : utcDay(atMs);
  // What goes before its order does has keys of its own.
  hand.inputs.push({ input, sealFor: { subject: personId, scope, bases, alone: isOwnPlace } });
}

/** HAZARD H-103: one known device floods the journal. */
function pace(hand: InHand, deps: PipelineDeps): Taken | null {
  const { device, inputs, rejections, receivedAtMs } = hand;
  const said = inputs.length + rejections.length;
  return said === 0 || deps.pace.take(device!.deviceId, said, receivedAtMs) ? null : 'not-committed';
}

async function commit(hand: InHand, deps: PipelineDeps): Promise<Taken> {
  const { arrival, rejections, receivedAtMs } = hand;
  const deviceId = hand.device!.deviceId;
  const stored = await Promise.all(
    hand.inputs.map(({ input, sealFor }) => deps.journal.append(input, deviceId, sealFor)),
  );
  if (stored.some((outcome) => !outcome.ok)) return 'not-committed';
  if (rejections.length === 0) return 'accepted';
  const carrier = hand.device!.carriedBy(receivedAtMs);
  const isOwn = carrier !== null && deps.isOwn(carrier, receivedAtMs);
  const kept = await deps.quarantine.keep(arrival.protocol, deviceId, rejections, arrival.raw, receivedAtMs, isOwn);
  return kept ? 'accepted' : 'not-committed';
}
