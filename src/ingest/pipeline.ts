/**
 * One frame's way in, as an ordered list of steps. Each step either passes the frame on or answers it.
 *
 *   identify    which device is it, and is its secret right?
 *   decode      what does the frame say?
 *   check       can that be true?
 *   attribute   who carried the device then, and by which order may it be kept?
 *   commit      journal the good, quarantine the rest, and only then answer
 *
 * From a known device every frame that is stored or quarantined is answered with success: a phone app resends its oldest
 * refused fix for ever and sends nothing newer. Fails toward "not committed": the device then keeps it and comes again.
 */
import type { Clock } from '../core/clock.ts';
import type { PersonId } from '../core/ids.ts';
import { utcDay } from '../core/time.ts';
import type { SealFor } from '../safeguards/service.ts';
import { checkFix, checkTime } from './check.ts';
import type { UnnumberedInput } from './inputs.ts';
import type { Journal } from './journal.ts';
import { LIMITS } from './limits.ts';
import type { DecodedEvent, DecodedFix, HttpFrame, HttpProtocol, HttpReply, Rejection } from './protocols/types.ts';
import type { Quarantine } from './quarantine.ts';

/** A device as the directory knows it. */
export interface KnownDevice {
  readonly deviceId: string;
  readonly payloadKey: Uint8Array | null;
  /** Who carried it at an instant; null when nobody did. */
  carriedBy(atMs: number): PersonId | null;
}

export type Lookup = { readonly device: KnownDevice } | { readonly rejected: 'unknown-device' | 'bad-secret' };

export interface PipelineDeps {
  readonly clock: Clock;
  readonly journal: Pick<Journal, 'append'>;
  readonly quarantine: Quarantine;
  findDevice(protocol: string, token: string | null, externalId: string | null): Lookup;
  /** Orders in force at that instant that name the person, as bases for sealing: 'order:<uuid>'. */
  basesFor(personId: PersonId, atMs: number): readonly string[];
}

interface InHand {
  readonly protocol: HttpProtocol;
  readonly frame: HttpFrame;
  readonly receivedAtMs: number;
  device: KnownDevice | null;
  fixes: readonly DecodedFix[];
  events: readonly DecodedEvent[];
  readonly inputs: { readonly input: UnnumberedInput; readonly sealFor: SealFor }[];
  readonly rejections: Rejection[];
}

type Step = (hand: InHand, deps: PipelineDeps) => HttpReply | null | Promise<HttpReply | null>;

const STEPS: readonly Step[] = [identify, decode, check, attribute, commit];

/** The whole way of one request of a protocol; the reply is what its client waits for. */
export async function receive(protocol: HttpProtocol, frame: HttpFrame, deps: PipelineDeps): Promise<HttpReply> {
  const receivedAtMs = deps.clock.nowMs();
  const hand: InHand = {
    protocol,
    frame,
    receivedAtMs,
    device: null,
    fixes: [],
    events: [],
    inputs: [],
    rejections: [],
  };
  for (const step of STEPS) {
    const reply = await step(hand, deps);
    if (reply !== null) return reply;
  }
  return protocol.reply('accepted');
}

async function identify(hand: InHand, deps: PipelineDeps): Promise<HttpReply | null> {
  const { protocol, frame, receivedAtMs } = hand;
  const { token, externalId } = protocol.identify(frame);
  if (token === null && externalId === null) {
    await deps.quarantine.keepStranger(
      protocol.name,
      { reason: 'unknown-device', detail: 'no id' },
      frame,
      receivedAtMs,
    );
    return protocol.reply('missing-id');
  }
  const found = deps.findDevice(protocol.name, token, externalId);
  if ('rejected' in found) {
    await deps.quarantine.keepStranger(protocol.name, { reason: found.rejected, detail: 'id' }, frame, receivedAtMs);
    return protocol.reply('unknown-device');
  }
  hand.device = found.device;
  return null;
}

function decode(hand: InHand): null {
  const decoded = hand.protocol.decode(hand.frame, hand.receivedAtMs, hand.device!.payloadKey);
  if (decoded.rejected !== null) hand.rejections.push(decoded.rejected);
  if (decoded.fixes.length > LIMITS.fixesPerFrame)
    hand.rejections.push({ reason: 'malformed', detail: 'too many fixes' });
  hand.fixes = decoded.fixes.slice(0, LIMITS.fixesPerFrame);
  hand.events = decoded.events;
  return null;
}

function check(hand: InHand): null {
  const passes = (rejection: Rejection | null): boolean => {
    if (rejection !== null) hand.rejections.push(rejection);
    return rejection === null;
  };
  hand.fixes = hand.fixes.filter((fix) => passes(checkTime(fix.fixedAtMs, hand.receivedAtMs) ?? checkFix(fix)));
  hand.events = hand.events.filter((event) => passes(checkTime(event.atMs, hand.receivedAtMs)));
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
  return null;
}

function admit(hand: InHand, deps: PipelineDeps, atMs: number, make: (personId: PersonId) => UnnumberedInput): void {
  const personId = hand.device!.carriedBy(atMs);
  if (personId === null) {
    hand.rejections.push({ reason: 'no-assignment', detail: 'nobody carried the device then' });
    return;
  }
  const bases = deps.basesFor(personId, atMs);
  if (bases.length === 0) {
    hand.rejections.push({ reason: 'no-legal-basis', detail: 'no order in force then' });
    return;
  }
  hand.inputs.push({ input: make(personId), sealFor: { subject: personId, scope: utcDay(atMs), bases } });
}

async function commit(hand: InHand, deps: PipelineDeps): Promise<HttpReply | null> {
  const deviceId = hand.device!.deviceId;
  const stored = await Promise.all(
    hand.inputs.map(({ input, sealFor }) => deps.journal.append(input, deviceId, sealFor)),
  );
  if (stored.some((outcome) => !outcome.ok)) return hand.protocol.reply('not-committed');
  if (hand.rejections.length === 0) return null;
  const kept = await deps.quarantine.keep(hand.protocol.name, deviceId, hand.rejections, hand.frame, hand.receivedAtMs);
  return kept ? null : hand.protocol.reply('not-committed');
}
