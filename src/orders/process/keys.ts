import type { ProceedingRow } from './process.sql.ts';

/** Words and places of a proceeding have no basis but it. */
export function keyOf({ proceedingId }: Pick<ProceedingRow, 'proceedingId'>) {
  const basis = `proceeding:${proceedingId}`;
  return { subject: proceedingId, scope: basis, bases: [basis] };
}
