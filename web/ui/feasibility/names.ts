/** How a place is called on this page: by its name, else by its kind. Two of one kind are numbered. */
import type { PlaceDraft } from './draft.ts';
import type { T } from './words.ts';

export function nameOf(t: T, places: readonly PlaceDraft[], id: string | null): string {
  if (id === null) return t('on-the-way');
  const place = places.find((one) => one.id === id);
  if (place === undefined) return id;
  if (place.name.trim() !== '') return place.name.trim();
  const alike = places.filter(({ kind, name }) => kind === place.kind && name.trim() === '');
  const kind = t(`kind.${place.kind}`);
  return alike.length === 1 ? kind : `${kind} ${alike.indexOf(place) + 1}`;
}
