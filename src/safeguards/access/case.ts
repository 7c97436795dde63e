/**
 * Who acts and on which case, as facts: what the policies (`jurisdictions/<code>/access`) speak of and nothing else. What is not known
 * is left out, and then permits nothing.
 */

export const ACTIONS = [
  ...['queue.read', 'incident.read', 'incident.act', 'live.watch'],
  ...['device.read', 'device.act', 'device.command', 'removal.act', 'custody.act'],
  ...['proceeding.read', 'proceeding.act', 'document.read'],
  ...['notice.read', 'notice.tell', 'notice.confirm', 'message.see'],
  ...['record.read', 'record.merge', 'record.split'],
  ...['person.sign-out', 'person.support'],
  ...['assignment.read', 'assignment.change'],
  ...['protected-side.read', 'wearer-side.read', 'wearer-side.contest'],
  ...[
    'warrant.ask',
    'warrant.emergency',
    'warrant.read',
    'warrant.pursue',
    'warrant.view',
    'warrant.confirm',
    'warrant.decide',
  ],
  'log.read',
] as const;
export type Action = (typeof ACTIONS)[number];

/** As what somebody is assigned to a case. A wearer's lawyer is not: they act for the person, in all matters (`Case.lawyerIds`). */
export const ASSIGNED_AS = [
  'officer',
  'police-in-charge',
  'prosecutor',
  'judge',
  'victim-advocate',
  'overseer',
] as const;
export type AssignedAs = (typeof ASSIGNED_AS)[number];

/** Who acts. Kind, agency and exercise as they stand in people, read with the session. */
export type Principal =
  | {
      readonly is: 'person';
      readonly kind: string;
      readonly personId: string;
      readonly agencyId: string;
      readonly exercise: boolean;
    }
  /** Another agency's system, which proved itself by a signature. */
  | { readonly is: 'system'; readonly agencyId: string; readonly exercise: boolean }
  /** The bearer of the admin token who speaks for nobody. */
  | { readonly is: 'operator' };

export const OPERATOR: Principal = { is: 'operator' };

export const CASE_KINDS = [
  ...['order', 'proceeding', 'incident', 'device', 'person', 'record', 'notice', 'message', 'queue', 'log', 'warrant'],
] as const;

export const PHASES = ['coming', 'in-force', 'over'] as const;

export interface Case {
  readonly caseId: string;
  readonly kind: (typeof CASE_KINDS)[number];
  readonly phase: (typeof PHASES)[number];
  /** Under whose law: named, or that of an agency. */
  readonly law: { readonly jurisdiction: string } | { readonly agencyId: string };
  /** Null: of nobody (a device in stock, a queue). */
  readonly exercise: boolean | null;
  /** Orders and proceedings to which people are assigned, and by which this is theirs. */
  readonly matters: readonly string[];
  readonly monitoring: readonly string[];
  readonly police: readonly string[];
  readonly prosecution: readonly string[];
  readonly court: readonly string[];
  readonly register: readonly string[];
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly protectedIds: readonly string[];
  readonly wearerIds: readonly string[];
  /** Who acts for the wearer now. The policies know them as assigned, as 'wearer-lawyer'; no assignment says so. */
  readonly lawyerIds: readonly string[];
}

const NOBODY = {
  phase: 'in-force',
  ...{ matters: [], monitoring: [], police: [], prosecution: [], court: [], register: [], from: [], to: [] },
  ...{ protectedIds: [], wearerIds: [], lawyerIds: [] },
} as const;

/** A case of which only what is known is said; nobody has a part in the rest. */
export function caseOf(
  known: Pick<Case, 'caseId' | 'kind' | 'law' | 'exercise'> & { readonly [Name in keyof Case]?: Case[Name] },
): Case {
  return { ...NOBODY, ...known };
}

/** For an office that a case may not have yet. */
export function office(agencyId: string | null): readonly string[] {
  return agencyId === null ? [] : [agencyId];
}

export interface Decision {
  readonly allowed: boolean;
  /** The policies that decided, by their ids; `none` when no policy permits it, `error` when it could not be decided. */
  readonly ruleIds: readonly string[];
  /** `kr@2026.10.02+<first 12 hex digits of its hash>`; null: no version holds. */
  readonly policyVersion: string | null;
}

/** What was not decided, but could not be: denied as well, and never a calm answer. */
const UNDECIDED: ReadonlySet<string> = new Set(['error', 'unknown-agency', 'no-policy-in-force']);

export function wasDecided({ ruleIds }: Decision): boolean {
  return !UNDECIDED.has(ruleIds[0]!);
}

/** What a decision leaves in the audit entry of the act. */
export function rulesOf({ ruleIds, policyVersion }: Decision): {
  readonly rules: readonly string[];
  readonly policy: string | null;
} {
  return { rules: ruleIds, policy: policyVersion };
}
