import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PairId, PersonId } from '../core/ids.ts';
import type { Finding, Level } from '../proximity/types.ts';
import { decideAcknowledge, decideClose, decideFinding, incidentKind, warns } from './decide.ts';
import { severity } from './incident.ts';

const LEVELS: readonly Level[] = ['clear', 'notice', 'warning', 'danger', 'unknown'];

function approach(level: Level, previousLevel: Level = 'clear'): Finding {
  return {
    engineVersion: 'test',
    inputPosition: 1,
    atMs: 0,
    subject: { kind: 'pair', pairId: 'p' as PairId },
    kind: 'approach',
    level,
    previousLevel,
    reason: level === 'unknown' ? 'wearer-silent' : null,
    sinceMs: null,
    name: null,
    inside: null,
    distanceM: 500,
    gapM: 480,
    etaS: null,
    earliestContactS: null,
    closingMps: null,
    wearerShare: null,
    basis: [],
    why: { key: 'test', params: {} },
  };
}

function ring(inside: boolean): Finding {
  return { ...approach('clear'), kind: 'ring', level: null, previousLevel: null, name: 'police', inside };
}

function strap(name: 'strap-open' | 'strap-closed'): Finding {
  const subject = { kind: 'person', personId: 'w' as PersonId } as const;
  return { ...approach('clear'), kind: 'device', level: null, previousLevel: null, name, subject };
}

describe('an incident without an open one', () => {
  it.each([
    ['warning', true],
    ['danger', true],
    ['unknown', true],
    ['notice', false],
    ['clear', false],
  ] as const)('%s opens: %s', (level, opens) => {
    const change = decideFinding(null, approach(level));
    expect(change?.event ?? null).toBe(opens ? 'opened' : null);
    if (opens) expect(change).toMatchObject({ state: 'unacknowledged', warns: true });
  });

  it('opens at the way into a ring and at an open strap, not at the way out or a closed one', () => {
    expect(decideFinding(null, ring(true))?.event).toBe('opened');
    expect(decideFinding(null, ring(false))).toBeNull();
    expect(decideFinding(null, strap('strap-open'))?.event).toBe('opened');
    expect(decideFinding(null, strap('strap-closed'))).toBeNull();
    expect(decideFinding(null, { ...strap('strap-open'), kind: 'reporting', name: 'faster' })).toBeNull();
    expect(incidentKind(strap('strap-closed'))).toBe(incidentKind(strap('strap-open')));
  });
});

describe('an open incident', () => {
  it('rings again when it is raised after somebody took it in hand', () => {
    const open = { state: 'acknowledged', level: 'warning', highestLevel: 'warning' } as const;
    expect(decideFinding(open, approach('danger', 'warning'))).toMatchObject({
      event: 'raised',
      state: 'unacknowledged',
      warns: true,
    });
  });

  it('stays open, and keeps its highest level, when the level falls', () => {
    const open = { state: 'acknowledged', level: 'danger', highestLevel: 'danger' } as const;
    const change = decideFinding(open, approach('clear', 'danger'));
    expect(change).toMatchObject({
      event: 'lowered',
      state: 'acknowledged',
      level: 'clear',
      highestLevel: 'danger',
      warns: false,
    });
  });

  it('does not call it lower when it merely sees less', () => {
    const open = { state: 'unacknowledged', level: 'danger', highestLevel: 'danger' } as const;
    expect(decideFinding(open, approach('unknown', 'danger'))).toMatchObject({ event: 'changed', warns: true });
  });

  it('is never closed by a finding, whatever comes (I-6)', () => {
    const finding = fc.constantFrom(
      ...LEVELS.flatMap((level) => LEVELS.map((previous) => approach(level, previous))),
      ring(true),
      ring(false),
    );
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 30 }), (findings) => {
        let open: Parameters<typeof decideFinding>[0] = null;
        for (const found of findings) {
          const before: Parameters<typeof decideFinding>[0] = open;
          const change = decideFinding(before, found);
          if (change === null) continue;
          expect(change.state).not.toBe('closed');
          if (before !== null && found.level !== null) {
            expect(severity(change.highestLevel)).toBeGreaterThanOrEqual(severity(found.level));
          }
          open = change;
        }
      }),
    );
  });
});

describe('who is warned', () => {
  it('everybody at a rise and at unknown; nobody at a fall or outside an approach', () => {
    expect(warns(approach('warning', 'notice'))).toBe(true);
    expect(warns(approach('unknown', 'danger'))).toBe(true);
    expect(warns(approach('warning', 'danger'))).toBe(false);
    expect(warns(approach('notice', 'clear'))).toBe(false);
    expect(warns(ring(true))).toBe(false);
  });
});

describe("people's acts", () => {
  it('acknowledging twice changes nothing, and a closed incident takes no more', () => {
    expect(decideAcknowledge({ state: 'unacknowledged' })).toEqual({ ok: true, value: 'acknowledged' });
    expect(decideAcknowledge({ state: 'acknowledged' })).toEqual({ ok: true, value: 'nothing' });
    expect(decideAcknowledge({ state: 'closed' })).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });

  it('closing while the level asks for people needs a reason that says who has it in hand', () => {
    expect(decideClose({ state: 'acknowledged', level: 'danger' }, 'moved-away', '')).toMatchObject({
      error: { code: 'still-alerting' },
    });
    expect(decideClose({ state: 'acknowledged', level: 'unknown' }, 'moved-away', '')).toMatchObject({
      error: { code: 'still-alerting' },
    });
    expect(decideClose({ state: 'acknowledged', level: 'danger' }, 'police-took-over', '')).toMatchObject({ ok: true });
    expect(decideClose({ state: 'unacknowledged', level: 'clear' }, 'moved-away', '')).toMatchObject({ ok: true });
    expect(decideClose({ state: 'unacknowledged', level: null }, 'moved-away', '')).toMatchObject({ ok: true });
  });

  it('"other" needs words', () => {
    expect(decideClose({ state: 'acknowledged', level: 'clear' }, 'other', '  ')).toMatchObject({
      error: { code: 'words-needed' },
    });
    expect(decideClose({ state: 'acknowledged', level: 'clear' }, 'other', 'mistaken')).toMatchObject({ ok: true });
  });
});
