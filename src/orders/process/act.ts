/** What people do in a proceeding. `atMs`: when it was done, which may be before it is recorded. */
import type { PersonId } from '../../core/ids.ts';
import type { Change, Ending, Role } from '../packs/procedure.ts';
import type { Reason, Result } from './proceeding.ts';

/** A measure as decided. `measureId` is made by whoever calls; `untilMs` null: as long as the law allows. */
export interface DecidedMeasure {
  readonly measureId: string;
  readonly measure: string;
  readonly untilMs: number | null;
  /** By when the wearer reports for fitting, where whoever decides names it. */
  readonly fitByMs: number | null;
}

interface Done {
  readonly by: Role;
  readonly atMs: number;
}

export type Act = Done &
  (
    | { readonly act: 'ask'; readonly of: Role }
    | { readonly act: 'decline'; readonly reasons: readonly Reason[] }
    | {
        readonly act: 'file';
        readonly measures: readonly string[];
        /** The refusal to file by the other procedure, where a petition rests on one. */
        readonly after: { readonly procedure: string; readonly declinedAtMs: number } | null;
      }
    | { readonly act: 'impose'; readonly measures: readonly DecidedMeasure[] }
    | { readonly act: 'ask-approval' }
    | { readonly act: 'hear' }
    | { readonly act: 'appoint-assistant'; readonly ground: 'disability' | 'poverty' | 'minor' }
    | { readonly act: 'order-interim'; readonly measures: readonly DecidedMeasure[] }
    | {
        readonly act: 'decide';
        readonly result: Result;
        readonly measures: readonly DecidedMeasure[];
        readonly reasons: readonly Reason[];
      }
    | { readonly act: 'serve' }
    | { readonly act: 'appeal' }
    | { readonly act: 'decide-appeal'; readonly result: 'allowed' | 'dismissed' }
    | { readonly act: 'fit'; readonly measureId: string }
    | { readonly act: 'miss-fitting'; readonly measureId: string }
    | { readonly act: 'offer'; readonly personId: PersonId }
    | {
        readonly act: 'answer-offer';
        readonly personId: PersonId;
        readonly answer: 'accepted' | 'declined' | 'unreachable' | 'withdrawn';
      }
    | { readonly act: 'ask-extension'; readonly measureId: string }
    | {
        readonly act: 'decide-extension';
        readonly measureId: string;
        readonly result: 'granted' | 'refused';
        /** Null: as long as the law allows. */
        readonly untilMs: number | null;
        readonly reasons: readonly Reason[];
      }
    | { readonly act: 'ask-change'; readonly what: Change }
    | {
        readonly act: 'decide-change';
        readonly result: 'granted' | 'refused';
        /** A change of kind: what takes the place of all that is in force. */
        readonly measures: readonly DecidedMeasure[];
        readonly reasons: readonly Reason[];
      }
    | { readonly act: 'end'; readonly how: Ending }
    | { readonly act: 'withdraw' }
  );

export type ActKind = Act['act'];
export type ActOf<K extends ActKind> = Extract<Act, { readonly act: K }>;

/** Why an act cannot be. */
export const ILLEGAL = [
  /** The law lets somebody else do this. */
  'not-who',
  /** Not at this point of the proceeding. */
  'not-now',
  /** The time for it has run out. */
  'too-late',
  /** It is said to have been done before what it follows, or in the future. */
  'not-then',
  /** Nothing is in force any more. */
  'over',
  'no-such-measure',
  'no-such-procedure',
  /** More than was asked for. */
  'not-asked-for',
  'too-long',
  'ends-before-it-begins',
  'too-many-extensions',
  'cannot-be-extended',
  'needs-hearing',
  'needs-reasons',
  'needs-fitting-time',
  /** The law knows no such thing. */
  'not-in-law',
] as const;
export type IllegalCode = (typeof ILLEGAL)[number];

/** `article`: what decides it. */
export interface Illegal {
  readonly code: IllegalCode;
  readonly message: string;
  readonly article: string;
}
