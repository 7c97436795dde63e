/** The month's figures, counted in the database: a month is millions of rows, and a few hundred sums. */
import type { Sql } from '../../core/database.ts';
import type { MisuseKind } from './contract.ts';
import type { Overseeing } from './misuse.sql.ts';

export interface Counted {
  readonly what: string;
  /** By which it is told whose it is: ids. */
  readonly of: string;
  readonly count: number;
}

const LOOKS = `select entry ->> 'action' as what, concat_ws(' ', entry -> 'actor' ->> 'id', entry ->> 'case') as of,
    sum(coalesce((entry -> 'about' ->> 'times')::int, 1))::int as count
  from (select convert_from(canonical, 'utf8')::jsonb as entry from safeguards.audit where at_ms >= $1 and at_ms < $2) e
  where entry ->> 'action' ~ '\\.(read|view|open|export|search)$' group by 1, 2`;
const REFUSED = `select concat_ws(' ', entry -> 'about' ->> 'refused', entry -> 'about' ->> 'what') as what,
    coalesce(entry -> 'actor' ->> 'id', '') as of, sum(coalesce((entry -> 'about' ->> 'times')::int, 1))::int as count
  from (select convert_from(canonical, 'utf8')::jsonb as entry from safeguards.audit where at_ms >= $1 and at_ms < $2) e
  where entry ->> 'action' = 'access.refuse' group by 1, 2`;
const DISCLOSED = `select coalesce(entry -> 'body' ->> 'rule', 'none') as what,
    concat_ws(' ', entry -> 'body' -> 'viewer' ->> 'id', entry ->> 'case') as of, count(*)::int as count
  from (select convert_from(canonical, 'utf8')::jsonb as entry from safeguards.ledger where at_ms >= $1 and at_ms < $2) e
  where entry ->> 'kind' = 'grant' group by 1, 2`;
const ASKED = `select q.kind, coalesce((select a.outcome from safeguards.misuse_answer a where a.question_id = q.question_id
      order by a.number desc limit 1), 'open') as outcome, count(*)::int as count
  from safeguards.misuse_question q where q.found_at_ms >= $1 and q.found_at_ms < $2 and coalesce(q.jurisdiction, $3) = $3
    and coalesce(q.exercise, $4) = $4 and q.actor_id <> $5 group by 1, 2 order by 1, 2`;

const PARTS = { looks: LOOKS, refused: REFUSED, disclosures: DISCLOSED } as const;

export async function countPart(
  sql: Sql,
  part: keyof typeof PARTS,
  [fromMs, untilMs]: readonly [number, number],
): Promise<Counted[]> {
  return (await sql.query<Counted>(PARTS[part], [fromMs, untilMs])).rows;
}

export interface AskedCount {
  readonly kind: MisuseKind;
  /** 'open' where nobody has answered. */
  readonly outcome: string;
  readonly count: number;
}

export async function countQuestions(
  sql: Sql,
  [fromMs, untilMs]: readonly [number, number],
  { jurisdiction, exercise, personId }: Overseeing,
): Promise<AskedCount[]> {
  return (await sql.query<AskedCount>(ASKED, [fromMs, untilMs, jurisdiction, exercise, personId])).rows;
}
