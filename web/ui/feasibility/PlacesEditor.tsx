import { Plus, X } from 'lucide-react';
import { PLACE_KINDS, type PlaceKind, ROWS_MAX } from '../../../src/insight/feasibility/contract.ts';
import { nextId, type PlaceDraft, type Side } from './draft.ts';
import { Field } from './FieldErrors.tsx';
import css from './Form.module.css';
import type { T } from './words.ts';

interface PlacesEditorProps {
  readonly t: T;
  readonly side: Side;
  readonly places: readonly PlaceDraft[];
  /** Which one the next press on the map sets; null: none. */
  readonly setting: string | null;
  onChange(places: readonly PlaceDraft[]): void;
  onSet(id: string | null): void;
}

export function PlacesEditor({ t, side, places, setting, onChange, onSet }: PlacesEditorProps) {
  const change = (id: string, to: Partial<PlaceDraft>) =>
    onChange(places.map((place) => (place.id === id ? { ...place, ...to } : place)));
  return (
    <div className={css.rows}>
      <h3>{t('places')}</h3>
      {places.map((place, i) => {
        const path = `${side}.places[${i}]`;
        const name = place.name.trim() === '' ? t(`kind.${place.kind}`) : place.name;
        return (
          <fieldset key={place.id} className={css.row}>
            <legend className="visually-hidden">{name}</legend>
            <Field path={`${path}.kind`} label={t('place.kind')} narrow>
              {(props) => (
                <select
                  {...props}
                  value={place.kind}
                  onChange={(e) => change(place.id, { kind: e.target.value as PlaceKind })}
                >
                  {PLACE_KINDS.map((kind) => (
                    <option key={kind} value={kind}>
                      {t(`kind.${kind}`)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field path={`${path}.id`} label={t('place.name')}>
              {(props) => (
                <input
                  {...props}
                  maxLength={40}
                  autoComplete="off"
                  value={place.name}
                  onChange={(e) => change(place.id, { name: e.target.value })}
                />
              )}
            </Field>
            <Field path={`${path}.latDeg`} label={t('latitude')} narrow>
              {(props) => (
                <input
                  {...props}
                  inputMode="decimal"
                  autoComplete="off"
                  value={place.lat}
                  onChange={(e) => change(place.id, { lat: e.target.value })}
                />
              )}
            </Field>
            <Field path={`${path}.lonDeg`} label={t('longitude')} narrow>
              {(props) => (
                <input
                  {...props}
                  inputMode="decimal"
                  autoComplete="off"
                  value={place.lon}
                  onChange={(e) => change(place.id, { lon: e.target.value })}
                />
              )}
            </Field>
            <div className={css.acts}>
              <button
                type="button"
                className={css.small}
                aria-pressed={setting === place.id}
                onClick={() => onSet(setting === place.id ? null : place.id)}
              >
                {t('place.set')}
              </button>
              {places.length > 1 ? (
                <button
                  type="button"
                  className={css.icon}
                  aria-label={t('remove', { name })}
                  onClick={() => onChange(places.filter(({ id }) => id !== place.id))}
                >
                  <X size="1.1em" aria-hidden="true" />
                </button>
              ) : null}
            </div>
          </fieldset>
        );
      })}
      {places.length < ROWS_MAX.places ? (
        <button
          type="button"
          className={css.add}
          onClick={() => onChange([...places, { id: nextId(places), kind: 'other', name: '', lat: '', lon: '' }])}
        >
          <Plus size="1em" aria-hidden="true" />
          {t('place.add')}
        </button>
      ) : null}
    </div>
  );
}
