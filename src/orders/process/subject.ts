import type { Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';
import { loadPeopleById } from '../../people/service.ts';

/**
 * Under whose key the documents of a proceeding are kept: its first protected person by id, however they are listed, else a household member; null:
 * nobody is named. The same bytes of one proceeding are one document only under one key.
 */
export async function firstProtected(sql: Sql, protectedIds: readonly PersonId[]): Promise<PersonId | null> {
  const kinds = new Map((await loadPeopleById(sql, protectedIds)).map(({ personId, kind }) => [personId, kind]));
  const ids = [...protectedIds].sort();
  return ids.find((id) => kinds.get(id) === 'protected') ?? ids[0] ?? null;
}
