import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decideClose } from './decide.ts';
import { decideSosCode, type SosOutcome } from './decide-sos.ts';

const NONE = { overtaken: false, incidentIsUnderDuress: false };

it('the code takes an open call back, once; the other one marks it, once', () => {
  expect(decideSosCode('open', 'cancel', NONE)).toEqual({ outcome: 'cancelled', event: 'cancelled' });
  expect(decideSosCode('cancelled', 'cancel', NONE)).toEqual({ outcome: 'cancelled', event: null });
  expect(decideSosCode('open', 'duress', NONE)).toEqual({ outcome: 'duress', event: 'duress' });
  expect(decideSosCode('duress', 'duress', NONE)).toEqual({ outcome: 'duress', event: null });
});

it('a call that was taken back and is then said to have been forced is forced', () => {
  expect(decideSosCode('cancelled', 'duress', NONE)).toEqual({ outcome: 'duress', event: 'duress' });
});

it('an older call takes back none that was made since', () => {
  expect(decideSosCode('open', 'cancel', { ...NONE, overtaken: true })).toEqual({ outcome: 'cancelled', event: null });
});

// HAZARD H-181: a forced cancelling counts
it('once under duress, no run of codes takes the SOS back any more', () => {
  const said = fc.constantFrom('cancel' as const, 'duress' as const);
  fc.assert(
    fc.property(
      fc.array(said, { maxLength: 6 }),
      fc.array(said, { maxLength: 6 }),
      fc.boolean(),
      (before, after, over) => {
        let outcome: SosOutcome = 'open';
        let isUnderDuress = false;
        for (const one of [...before, 'duress' as const, ...after]) {
          const done = decideSosCode(outcome, one, { overtaken: over, incidentIsUnderDuress: isUnderDuress });
          if (isUnderDuress) expect(done.event).not.toBe('cancelled');
          isUnderDuress ||= done.event === 'duress';
          outcome = done.outcome;
        }
        expect(outcome).toBe('duress');
      },
    ),
  );
});

it('an SOS under duress is closed only by who has it in hand', () => {
  const sos = { state: 'acknowledged', level: null, duressAtMs: 1 } as const;
  expect(decideClose(sos, 'moved-away', '').ok).toBe(false);
  expect(decideClose(sos, 'other', 'they cancelled it').ok).toBe(false);
  expect(decideClose(sos, 'police-took-over', '').ok).toBe(true);
  expect(decideClose({ ...sos, duressAtMs: null }, 'moved-away', '').ok).toBe(true);
});
