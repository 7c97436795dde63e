/**
 * Assignments in memory, for decisions: read at start and after each change. Fails toward refusing: what is not in the book gives nobody
 * a part, and one that was ended is taken out before its caller is answered.
 */
import type { Sql } from '../../core/database.ts';
import { type Assignment, loadStandingAssignments } from './assignments.sql.ts';

const NONE: readonly string[] = [];

export class AssignmentBook {
  #byPerson = new Map<string, readonly Assignment[]>();

  /** Everything, as it stands in the database. */
  async reload(sql: Sql): Promise<void> {
    this.#byPerson = Map.groupBy(await loadStandingAssignments(sql), ({ personId }) => personId);
  }

  /** After the commit. */
  put(one: Assignment): void {
    const others = (this.#byPerson.get(one.personId) ?? []).filter(
      ({ assignmentId }) => assignmentId !== one.assignmentId,
    );
    this.#byPerson.set(one.personId, one.endedAtMs === null ? [...others, one] : others);
  }

  /** As what the person works on any of these matters now. */
  assignedAs(personId: string, matters: readonly string[], nowMs: number): readonly string[] {
    const theirs = this.#byPerson.get(personId);
    if (theirs === undefined || matters.length === 0) return NONE;
    const now = theirs.filter(
      ({ matterId, fromMs, untilMs }) =>
        matters.includes(matterId) && fromMs <= nowMs && (untilMs === null || nowMs < untilMs),
    );
    return [...new Set(now.map(({ as }) => as))].sort();
  }
}
