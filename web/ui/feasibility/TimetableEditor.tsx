import { Plus, X } from 'lucide-react';
import { MEANS, type Means, ROWS_MAX } from '../../../src/insight/feasibility/contract.ts';
import { type LifeDraft, nextKey, type Side, type StayDraft } from './draft.ts';
import { Field, FieldGroup, Toggle } from './FieldErrors.tsx';
import css from './Form.module.css';
import { nameOf } from './names.ts';
import { WeekStrip } from './WeekStrip.tsx';
import type { T, Words } from './words.ts';

interface TimetableEditorProps {
  readonly t: T;
  readonly words: Words;
  readonly side: Side;
  readonly life: LifeDraft;
  onChange(stays: readonly StayDraft[]): void;
}

const DAYS = [1, 2, 3, 4, 5, 6, 7];
const WORKDAYS = [1, 2, 3, 4, 5];

/** A week as entries, each with native controls: all of it goes by keyboard. */
export function TimetableEditor({ t, words, side, life, onChange }: TimetableEditorProps) {
  const { places, stays } = life;
  const change = (key: number, to: Partial<StayDraft>) =>
    onChange(stays.map((stay) => (stay.key === key ? { ...stay, ...to } : stay)));
  const add = () => {
    const place = places.find(({ kind }) => kind !== 'home') ?? places[0]!;
    const times = { from: '09:00', until: '18:00', by: 'walk', backBy: '' } as const;
    onChange([...stays, { key: nextKey(stays), place: place.id, days: WORKDAYS, ...times }]);
  };
  return (
    <div className={css.rows}>
      <h3>{t('timetable')}</h3>
      <p className={css.hint}>{t('timetable.hint')}</p>
      {stays.map((stay, i) => {
        const path = `${side}.stays[${i}]`;
        const name = t('stay.name', { number: i + 1 });
        return (
          <fieldset key={stay.key} className={css.row}>
            <legend className="visually-hidden">{name}</legend>
            <Field path={`${path}.place`} label={t('stay.place')}>
              {(props) => (
                <select {...props} value={stay.place} onChange={(e) => change(stay.key, { place: e.target.value })}>
                  {places.map((place) => (
                    <option key={place.id} value={place.id}>
                      {nameOf(t, places, place.id)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <FieldGroup path={`${path}.days`} label={t('stay.days')}>
              {DAYS.map((day) => (
                <Toggle
                  key={day}
                  label={words.day(day)}
                  checked={stay.days.includes(day)}
                  onChange={(on) =>
                    change(stay.key, { days: on ? [...stay.days, day].sort() : stay.days.filter((one) => one !== day) })
                  }
                />
              ))}
            </FieldGroup>
            {(['from', 'until'] as const).map((end) => (
              <Field key={end} path={`${path}.${end}`} label={t(`stay.${end}`)} narrow>
                {(props) => (
                  <input
                    {...props}
                    type="time"
                    required
                    value={stay[end]}
                    onChange={(e) => change(stay.key, { [end]: e.target.value })}
                  />
                )}
              </Field>
            ))}
            <Field path={`${path}.by`} label={t('stay.by')} narrow>
              {(props) => (
                <select {...props} value={stay.by} onChange={(e) => change(stay.key, { by: e.target.value as Means })}>
                  {MEANS.map((by) => (
                    <option key={by} value={by}>
                      {t(`by.${by}`)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field path={`${path}.backBy`} label={t('stay.backBy')} narrow>
              {(props) => (
                <select
                  {...props}
                  value={stay.backBy}
                  onChange={(e) => change(stay.key, { backBy: e.target.value as Means | '' })}
                >
                  <option value="">{t('stay.same')}</option>
                  {MEANS.map((by) => (
                    <option key={by} value={by}>
                      {t(`by.${by}`)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <div className={css.acts}>
              <button
                type="button"
                className={css.icon}
                aria-label={t('remove', { name })}
                onClick={() => onChange(stays.filter(({ key }) => key !== stay.key))}
              >
                <X size="1.1em" aria-hidden="true" />
              </button>
            </div>
          </fieldset>
        );
      })}
      {stays.length < ROWS_MAX.stays ? (
        <button type="button" className={css.add} onClick={add}>
          <Plus size="1em" aria-hidden="true" />
          {t('stay.add')}
        </button>
      ) : null}
      <WeekStrip t={t} words={words} life={life} />
    </div>
  );
}
