/** Puts two paths and two devices together to a case. */
import { between, type Rng } from '../../src/core/rng.ts';
import { type Case, PROTECTED, pairSpec, type Silenced, type Track, WEARER } from './case.ts';
import type { Device } from './devices/device.ts';
import { report } from './devices/report.ts';
import { ORIGINS, pick } from './plane.ts';
import { truthOf } from './truth.ts';

/** A Monday; the date means nothing. */
const FIRST_START_MS = Date.UTC(2026, 0, 5);
/** The tag falls silent this long before the contact, and stays so until this long after. */
const SILENT_BEFORE_S = 600;
const SILENT_AFTER_S = 900;
/** A silenced contact needs a past: contacts earlier in the case are left out. */
const PAST_S = 1500;

export interface Paths {
  readonly wearer: Track;
  readonly protectedPerson: Track;
}

export function assemble(
  rng: Rng,
  id: string,
  family: string,
  paths: Paths,
  wearerDevice: Device,
  phone: Device,
): Case {
  const startMs = FIRST_START_MS + Math.floor(between(rng, 0, 200 * 86_400)) * 1000;
  const origin = pick(rng, ORIGINS);
  const scene = { origin, startMs };
  const fixes = [
    ...report(rng, wearerDevice, { ...scene, personId: WEARER, track: paths.wearer }),
    ...report(rng, phone, { ...scene, personId: PROTECTED, track: paths.protectedPerson }),
  ].sort((a, b) => a.receivedAtMs - b.receivedAtMs);
  const pair = pairSpec(wearerDevice.intervalS, phone.intervalS);
  const { contactsS } = truthOf({ ...paths, pair });
  const late = contactsS.filter((s) => s >= PAST_S);
  const silenced = late.length === 0 ? [] : [silence(fixes, startMs, pick(rng, late))];
  return { id, family, startMs, lengthS: paths.wearer.xM.length, origin, ...paths, pair, fixes, silenced };
}

function silence(fixes: Case['fixes'], startMs: number, contactS: number): Silenced {
  const fromMs = startMs + (contactS - SILENT_BEFORE_S) * 1000;
  const toMs = startMs + (contactS + SILENT_AFTER_S) * 1000;
  const isSilent = (ms: number) => ms >= fromMs && ms < toMs;
  return {
    contactMs: startMs + contactS * 1000,
    fixes: fixes.filter((fix) => fix.personId !== WEARER || !(isSilent(fix.fixedAtMs) || isSilent(fix.receivedAtMs))),
  };
}
