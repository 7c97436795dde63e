/**
 * The database as request handlers have it: each statement sees what the request's person may see (`scope.ts`). The person
 * stands in the transaction and ends with it, so that a connection that is given back knows nobody. Fails toward refusing:
 * without a scope nothing is asked at all.
 */
import pg from 'pg';
import type { Database, Sql } from '../core/database.ts';
import type { PgDatabase } from './database.ts';
import { currentScope, type PersonScope, type Scope } from './scope.ts';

/** A query that nobody asked for: a defect of the server. It names the statement, which holds no value. */
export class ScopeError extends Error {
  override readonly name = 'ScopeError';
}

const STATEMENT_CHARS = 120;

export class RequestDatabase implements Database {
  readonly #people: PgDatabase;
  readonly #own: Database;

  /** `people`: sessions without a task; `own`: the server's. */
  constructor(people: PgDatabase, own: Database) {
    this.#people = people;
    this.#own = own;
  }

  async query<Row extends object>(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ rows: Row[]; rowCount: number }> {
    const scope = scopeFor(text);
    if (scope.kind === 'task') return this.#own.query<Row>(text, values);
    return this.#people.transaction((tx) => tx.query<Row>(text, values), beginFor(scope));
  }

  async transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
    const scope = scopeFor('a transaction');
    return scope.kind === 'task' ? this.#own.transaction(work) : this.#people.transaction(work, beginFor(scope));
  }
}

// HAZARD H-471: a query that forgot for whom it is made
function scopeFor(what: string): Scope {
  const scope = currentScope();
  if (scope !== null) return scope;
  const statement = what.replaceAll(/\s+/g, ' ').trim().slice(0, STATEMENT_CHARS);
  throw new ScopeError(`asked of the database without a scope: ${statement}`);
}

// HAZARD H-474: a connection is given back with somebody's scope
/** `true`: until the end of the transaction, however it ends. */
function beginFor({ personId, agencyId, isStaff }: PersonScope): string {
  const settings = [
    ['magpie.person', personId],
    ['magpie.home', agencyId],
    ['magpie.agencies', isStaff ? agencyId : ''],
  ];
  const set = settings.map(([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value!)}, true)`);
  return `begin; select ${set.join(', ')}`;
}
