/**
 * Which notices follow from monitoring, by jurisdiction: data, each with its article, to stand in the packs. A jurisdiction without rules
 * tells nobody by itself.
 */
import type { AgencyRole } from '../../people/service.ts';

/** When an incident gives rise to a notice: its kind, and the level from which on; null: of a kind without levels. */
export interface IncidentTrigger {
  readonly kind: string;
  readonly level: 'warning' | 'danger' | 'notice' | null;
  /** Only where the finding is about such a zone. */
  readonly zone?: 'exclusion';
}

export interface NoticeRule {
  readonly id: string;
  readonly code: string;
  /** Any of them. */
  readonly on: readonly IncidentTrigger[];
  /** An approved removal of the device that has begun. */
  readonly onRemoval: boolean;
  readonly to: AgencyRole;
  readonly within: 'at-once' | 'without-delay';
  readonly article: string;
}

const POLICE = { to: 'police', within: 'at-once', onRemoval: false } as const;

const KR: readonly NoticeRule[] = [
  {
    ...POLICE,
    id: 'kr-not-reporting',
    code: 'not-reporting',
    // Silent for longer than its interval allows: it does not report, whatever the cause.
    on: [
      { kind: 'health:no-contact', level: null },
      { kind: 'device:power-off', level: null },
    ],
    article: 'EDA 31-6(4)1; Decree 23-14',
  },
  {
    ...POLICE,
    id: 'kr-device-refused',
    code: 'device-refused',
    on: [{ kind: 'health:not-fitted', level: null }],
    article: 'EDA 31-6(4)1; Decree 23-14',
  },
  {
    ...POLICE,
    id: 'kr-ban-risk',
    code: 'ban-risk',
    on: [{ kind: 'approach', level: 'warning' }],
    article: 'EDA 31-6(4)2; Decree 23-14',
  },
  {
    ...POLICE,
    id: 'kr-ban-breach',
    code: 'ban-breach',
    // `danger` is about the restraint distance itself: within it, or about to be.
    on: [
      { kind: 'approach', level: 'danger' },
      { kind: 'zone', level: 'danger', zone: 'exclusion' },
    ],
    article: 'EDA 31-6(4)2; Decree 23-14',
  },
  {
    ...POLICE,
    id: 'kr-tamper-suspected',
    code: 'tamper-suspected',
    on: [
      { kind: 'device:strap-open', level: null },
      { kind: 'device:tamper', level: null },
      { kind: 'device:separation', level: null },
      { kind: 'device:shielding', level: null },
      { kind: 'device:jamming', level: null },
      { kind: 'pattern:spoofing-suspected', level: null },
    ],
    article: 'EDA 31-6(4)3; Decree 23-14',
  },
  {
    ...POLICE,
    id: 'kr-near-prohibited-place',
    code: 'near-prohibited-place',
    // The pack's notice distance of a prohibited place is the kilometre of the Decree. A zone opens an incident from `warning` on.
    on: [{ kind: 'zone', level: 'notice', zone: 'exclusion' }],
    article: 'Decree 23-14',
  },
  {
    ...POLICE,
    id: 'kr-temporary-removal',
    code: 'temporary-removal',
    on: [],
    onRemoval: true,
    article: 'Decree 23-14; Decree 10',
  },
];

const RULES: Readonly<Record<string, readonly NoticeRule[]>> = { kr: KR };

export function noticeRules(jurisdiction: string): readonly NoticeRule[] {
  return RULES[jurisdiction] ?? [];
}
