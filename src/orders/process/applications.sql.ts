import type { Sql } from '../../core/database.ts';
import type { AgencyId, PersonId } from '../../core/ids.ts';
import type { Role } from '../packs/procedure.ts';
import type { Proceeding, Reason, Result } from './proceeding.ts';

/** An application that was filed with whoever decides, and what became of it. No name, no words, no place. */
export interface Application {
  readonly jurisdiction: string;
  readonly exercise: boolean;
  readonly procedure: string;
  readonly courtId: AgencyId | null;
  readonly applicant: Role;
  readonly filedAtMs: number;
  /** Against whom; null: nobody had said who it was. Counts people, and never leaves the server. */
  readonly respondentId: PersonId | null;
  readonly asked: readonly string[];
  readonly granted: readonly string[];
  readonly decidedAtMs: number | null;
  readonly result: Result | null;
  readonly reasons: readonly Reason[];
  readonly withdrawn: boolean;
}

/** Filed from the first instant up to the second, which is not in it; oldest first. */
export async function loadApplications(
  sql: Sql,
  jurisdiction: string,
  exercise: boolean,
  fromMs: number,
  untilMs: number,
): Promise<Application[]> {
  const { rows } = await sql.query<{
    court_id: AgencyId | null;
    respondent_id: PersonId | null;
    procedure: string;
    state: Proceeding;
  }>(
    `select court_id, respondent_id, procedure, state from orders.proceeding
     where jurisdiction = $1 and exercise = $2 and (state -> 'filed' ->> 'atMs')::bigint >= $3
       and (state -> 'filed' ->> 'atMs')::bigint < $4
     order by (state -> 'filed' ->> 'atMs')::bigint, proceeding_id`,
    [jurisdiction, exercise, fromMs, untilMs],
  );
  return rows.map(({ court_id, respondent_id, procedure, state }) => ({
    ...{ jurisdiction, exercise, procedure, courtId: court_id, respondentId: respondent_id },
    ...{ applicant: state.filed!.by, filedAtMs: state.filed!.atMs, asked: state.filed!.measures },
    // What was ordered for the meantime is no grant, and what took its place later is none of this application's.
    granted: grantedOf(state),
    ...{ decidedAtMs: state.decision?.atMs ?? null, result: state.decision?.result ?? null },
    ...{ reasons: state.decision?.reasons ?? [], withdrawn: state.withdrawnAtMs !== null },
  }));
}

function grantedOf({ decision, measures }: Proceeding): string[] {
  if (decision === null) return [];
  return measures
    .filter((one) => one.by === 'decision' && one.orderedAtMs === decision.atMs)
    .map(({ measure }) => measure);
}
