/** How many questions ordinary work raises: twenty people on changing shifts, who do nothing but their work, for eight weeks. */
import { expect, it } from 'vitest';
import { seededRng } from '../../core/rng.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../core/time.ts';
import { decideMisuse, type MisuseFacts } from './decide-misuse.ts';
import type { Look } from './look.ts';

const FROM_MS = Date.parse('2026-01-05T00:00:00Z');
const PEOPLE = 20;
const DAYS = 56;
/** The first four are learned from. */
const WEEKS = 4;
const CASES = 25;
/** Day, late and night shift, and a rest, by the week: nobody works at the hours of the week before. */
const SHIFTS = [7, 15, 23, 7] as const;

it('is at most two questions a week for each person, of patterns alone', () => {
  const rng = seededRng(7);
  const acts = new Map<string, number[]>();
  const looks: Look[] = [];
  for (let day = 0; day < DAYS; day += 1)
    for (let person = 0; person < PEOPLE; person += 1) {
      if ((day + person) % 7 >= 5) continue;
      const shift = SHIFTS[(Math.floor(day / 7) + person) % SHIFTS.length]!;
      for (let i = 0; i < 12; i += 1) {
        const atMs = FROM_MS + day * DAY_MS + shift * HOUR_MS + Math.floor(rng.next() * 8 * 60) * MINUTE_MS;
        const subject = `s${person}-${Math.floor(rng.next() * CASES)}`;
        const who = `p${person}`;
        // Now and then a number is mistyped.
        const isRefused = rng.next() < 0.02;
        // Every third look leads to an act.
        if (rng.next() < 0.33) acts.set(`${who} ${subject}`, [...(acts.get(`${who} ${subject}`) ?? []), atMs]);
        looks.push({
          ...{
            number: 0,
            atMs,
            actorId: who,
            actorKind: 'officer',
            action: 'identity.read',
            purpose: 'order',
            subject,
          },
          ...{ caseId: null, isRefused, times: 1, hadPart: true },
        });
      }
    }
  looks.sort((a, b) => a.atMs - b.atMs);
  for (const [i, look] of looks.entries()) Object.assign(look, { number: i });
  const asked = new Map<string, number>();
  const facts: Omit<MisuseFacts, 'sinceMs'> = {
    isRelated: () => false,
    isKnown: () => false,
    hasActed: ({ actorId, subject }, fromMs, untilMs) =>
      (acts.get(`${actorId} ${subject}`) ?? []).some((atMs) => atMs >= fromMs && atMs <= untilMs),
    hourOfWeek: (_, atMs) => Math.floor((atMs - FROM_MS) / HOUR_MS) % 168,
  };
  for (let atMs = FROM_MS + 28 * DAY_MS; atMs < FROM_MS + DAYS * DAY_MS; atMs += 6 * HOUR_MS) {
    const known = looks.filter((one) => one.atMs >= atMs - 28 * DAY_MS && one.atMs < atMs + 6 * HOUR_MS);
    for (const { kind, actorId, subject, fromMs, score } of decideMisuse(known, { ...facts, sinceMs: atMs }))
      asked.set(`${kind} ${actorId} ${subject} ${Math.floor(fromMs / DAY_MS)}`, score);
  }
  const of = (kind: string) => [...asked.keys()].filter((key) => key.startsWith(`${kind} `)).length / (PEOPLE * WEEKS);
  // Measured: 1.7 a week of curiosity, 0.18 of hours, 0.04 of refusals.
  expect(of('curiosity')).toBeLessThan(2);
  expect(of('odd-hours')).toBeLessThan(0.25);
  expect(of('refused')).toBeLessThan(0.1);
  for (const kind of ['own-relation', 'no-relation', 'known-person', 'bulk']) expect(of(kind)).toBe(0);
});
