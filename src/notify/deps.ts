/** What delivery needs of the rest of Magpie, passed in by the composition root. */
import type { Clock } from '../core/clock.ts';
import type { Database, Sql } from '../core/database.ts';
import type { Sealer } from '../safeguards/service.ts';
import type { NotifyLanguage } from './texts.ts';

export type Level = 'clear' | 'notice' | 'warning' | 'danger' | 'unknown';

/** How the incident of a warning stands now. */
export interface Standing {
  readonly isClosed: boolean;
  /** Null: its kind has none. */
  readonly level: Level | null;
  readonly agencyId: string;
}

export interface Contact {
  /** Null: there is none. */
  readonly phone: string | null;
  readonly language: NotifyLanguage;
}

export interface NotifyDeps {
  readonly clock: Clock;
  readonly database: Database;
  readonly sealer: Sealer;
  standingsOf(sql: Sql, incidentIds: readonly string[]): Promise<ReadonlyMap<string, Standing>>;
  /** Whether the order of a pair is in force: after its end nobody is told (I-5). True where it is not known yet. */
  isInForce(pairId: string): boolean;
  /** Those of the people who are made up. */
  exercisesAmong(sql: Sql, personIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Those of the people who take part: a household member who has not consented, or does no longer, is told nothing (ADR 28). */
  takingPartAmong(sql: Sql, personIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Those of the sessions that are open now: a browser is subscribed for as long as the session that subscribed it, and no longer. */
  openSessions(sql: Sql, sessionIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Opens the identity; that it is used was written into the audit before. Null: it was erased. */
  contactOf(personId: string): Promise<Contact | null>;
}
