import type { Problem } from '../conditions/draft.ts';
import type { CourtWords } from '../words.ts';
import type { ActValues } from './values.ts';

/** Which of several like fields it is: of which measure, of which place; null: there is one. */
export function labelOfField(words: CourtWords, values: ActValues, field: string): string | null {
  const zone = values.conditions.zones.find(({ key }) => field.startsWith(`${key}-`));
  if (zone !== undefined) return zone.name === '' ? words.t('zones.unnamed') : zone.name;
  const id = /^(?:grant|until|fit)-(.+)$/.exec(field)?.[1];
  if (id !== undefined) return words.measureIn(id);
  return field.endsWith('M') || field.endsWith('S') ? words.coded('distance', field) : null;
}

/** What is wrong with a field, in words; null: nothing. */
export function errorsOf(words: CourtWords, problems: readonly Problem[]): (field: string) => string | null {
  return (field) => {
    const found = problems.find((one) => one.field === field);
    return found === undefined ? null : words.problem(found);
  };
}
