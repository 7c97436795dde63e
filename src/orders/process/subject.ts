import type { Sql } from '../../core/database.ts';
import type { PersonId } from '../../core/ids.ts';
import { loadPeopleById } from '../../people/service.ts';

/** Under whose key the documents of a proceeding are kept: its first protected person, else a household member; null: nobody is named. */
export async function firstProtected(sql: Sql, protectedIds: readonly PersonId[]): Promise<PersonId | null> {
  const kinds = new Map((await loadPeopleById(sql, protectedIds)).map(({ personId, kind }) => [personId, kind]));
  return protectedIds.find((id) => kinds.get(id) === 'protected') ?? protectedIds[0] ?? null;
}
