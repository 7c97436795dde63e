/**
 * What monitoring finds, as packs name it: which findings and alarms stand for which event, and what the notice of it is called. Who must
 * be told of it, by when and under which article is the pack's to say; a pack that says nothing tells nobody by itself.
 */
import type { Pack } from '../packs/pack.ts';
import type { MonitoringEvent, NoticeRule } from '../packs/procedure.ts';

/** When an incident gives rise to a notice: its kind, and the level from which on; null: of a kind without levels. */
export interface IncidentTrigger {
  readonly kind: string;
  readonly level: 'warning' | 'danger' | 'notice' | null;
  /** Only where the finding is about such a zone. */
  readonly zone?: 'exclusion';
}

export interface MonitoringSign {
  readonly event: MonitoringEvent;
  readonly code: string;
  /** Any of them; none: an approved removal of the device that has begun, which is no finding. */
  readonly on: readonly IncidentTrigger[];
}

export const MONITORING_SIGNS: readonly MonitoringSign[] = [
  {
    event: 'not-reporting',
    code: 'not-reporting',
    // Silent for longer than its interval allows: it does not report, whatever the cause.
    on: [
      { kind: 'health:no-contact', level: null },
      { kind: 'device:power-off', level: null },
    ],
  },
  { event: 'device-refused', code: 'device-refused', on: [{ kind: 'health:not-fitted', level: null }] },
  { event: 'risk-of-breach', code: 'ban-risk', on: [{ kind: 'approach', level: 'warning' }] },
  {
    event: 'breach',
    code: 'ban-breach',
    // `danger` is about the restraint distance itself: within it, or about to be.
    on: [
      { kind: 'approach', level: 'danger' },
      { kind: 'zone', level: 'danger', zone: 'exclusion' },
    ],
  },
  {
    event: 'tampering',
    code: 'tamper-suspected',
    on: [
      { kind: 'device:strap-open', level: null },
      { kind: 'device:tamper', level: null },
      { kind: 'device:separation', level: null },
      { kind: 'device:shielding', level: null },
      { kind: 'device:jamming', level: null },
      { kind: 'pattern:spoofing-suspected', level: null },
    ],
  },
  {
    event: 'near-prohibited-place',
    code: 'near-prohibited-place',
    // The pack's notice distance of a prohibited place (kr: the kilometre of the Decree). A zone opens an incident from `warning` on.
    on: [{ kind: 'zone', level: 'notice', zone: 'exclusion' }],
  },
  { event: 'removal', code: 'temporary-removal', on: [] },
];

/** A sign that the pack wants told, by this rule. */
export interface DemandedNotice extends MonitoringSign {
  readonly rule: NoticeRule;
}

/** Those that the pack demands under an order of that measure. */
export function demandedNotices(pack: Pick<Pack, 'notices' | 'measures'>, measure: string): DemandedNotice[] {
  const procedure = pack.measures.find(({ id }) => id === measure)?.procedure;
  return MONITORING_SIGNS.flatMap((sign) =>
    pack.notices
      .filter(({ on, procedures }) => {
        return (
          on === sign.event && (procedures === undefined || (procedure !== undefined && procedures.includes(procedure)))
        );
      })
      .map((rule) => ({ ...sign, rule })),
  );
}
