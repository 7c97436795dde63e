import buttons from '../parts/Buttons.module.css';
import type { CourtWords } from '../words.ts';
import css from './ConditionsEditor.module.css';
import type { TimeDraft } from './draft.ts';
import { weekdayText } from './in-words.ts';

interface TimetableProps {
  readonly words: CourtWords;
  /** Of the place. */
  readonly id: string;
  readonly value: readonly TimeDraft[];
  readonly errorOf: (field: string) => string | null;
  readonly onChange: (value: readonly TimeDraft[]) => void;
}

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** When a place counts: always, or on some days between two hours of the jurisdiction's own time. */
export function Timetable({ words, id, value, errorOf, onChange }: TimetableProps) {
  const { t } = words;
  const change = (at: number, next: TimeDraft | null) =>
    onChange(value.flatMap((one, i) => (i === at ? (next === null ? [] : [next]) : [one])));
  return (
    <fieldset className={css.timetable}>
      <legend>{t('zone.when')}</legend>
      {value.length === 0 ? <p className={css.hint}>{t('zone.always')}</p> : null}
      {value.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: windows are told apart by their turn alone
        <div key={i} className={css.window}>
          <div className={css.days}>
            {DAYS.map((day) => (
              <label key={day}>
                <input
                  id={day === 1 ? `${id}-days-${i}` : undefined}
                  type="checkbox"
                  checked={one.days.includes(day)}
                  onChange={(event) => {
                    const others = one.days.filter((other) => other !== day);
                    change(i, { ...one, days: event.target.checked ? [...others, day].sort() : others });
                  }}
                />
                <span aria-hidden="true">{weekdayText(words.language, day)}</span>
                <span className="visually-hidden">{weekdayText(words.language, day, 'long')}</span>
              </label>
            ))}
          </div>
          <p className={css.hours}>
            <label>
              {t('zone.from')}{' '}
              <input
                id={`${id}-hours-${i}`}
                type="time"
                value={one.from}
                onChange={(event) => change(i, { ...one, from: event.target.value })}
              />
            </label>
            <label>
              {t('zone.until')}{' '}
              <input
                type="time"
                value={one.until}
                onChange={(event) => change(i, { ...one, until: event.target.value })}
              />
            </label>
            <button type="button" className={buttons.small} onClick={() => change(i, null)}>
              {t('zones.remove')}
            </button>
          </p>
          {[errorOf(`${id}-days-${i}`), errorOf(`${id}-hours-${i}`)].map((error) =>
            error === null ? null : (
              <p key={error} className={css.wrong}>
                {error}
              </p>
            ),
          )}
        </div>
      ))}
      <button
        type="button"
        className={buttons.small}
        onClick={() => onChange([...value, { days: [1, 2, 3, 4, 5], from: '08:00', until: '18:00' }])}
      >
        {t('zone.add-hours')}
      </button>
    </fieldset>
  );
}
