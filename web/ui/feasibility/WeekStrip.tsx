import type { LifeDraft, StayDraft } from './draft.ts';
import { nameOf } from './names.ts';
import css from './Week.module.css';
import type { T, Words } from './words.ts';

const DAYS = [1, 2, 3, 4, 5, 6, 7];
const HOURS = [0, 6, 12, 18, 24];

interface Bar {
  readonly day: number;
  readonly fromH: number;
  readonly untilH: number;
  readonly place: number;
}

/** A week at a glance: seven days of 24 hours. The same in words for who does not see it. */
export function WeekStrip({ t, words, life }: { t: T; words: Words; life: LifeDraft }) {
  const places = life.places.map(({ id }) => id);
  const bars = life.stays.flatMap((stay) => barsOf(stay, places.indexOf(stay.place)));
  const used = [...new Set(life.stays.map(({ place }) => place))];
  if (life.stays.length === 0) return null;
  return (
    <figure className={css.week}>
      <div aria-hidden="true">
        {DAYS.map((day) => (
          <div key={day} className={css.weekDay}>
            <span>{words.day(day)}</span>
            <div className={css.weekLine}>
              {bars
                .filter((bar) => bar.day === day)
                .map((bar) => (
                  <i
                    key={`${bar.fromH} ${bar.place}`}
                    data-place={Math.max(0, bar.place) % 4}
                    style={{
                      insetInlineStart: `${(bar.fromH / 24) * 100}%`,
                      width: `${((bar.untilH - bar.fromH) / 24) * 100}%`,
                    }}
                  />
                ))}
            </div>
          </div>
        ))}
        <div className={css.weekHours}>
          {HOURS.map((hour) => (
            <span key={hour} style={{ insetInlineStart: `${(hour / 24) * 100}%` }}>
              {hour}
            </span>
          ))}
        </div>
        <p className={css.weekKey}>
          {used.map((id) => (
            <span key={id}>
              <i data-place={Math.max(0, places.indexOf(id)) % 4} />
              {nameOf(t, life.places, id)}
            </span>
          ))}
        </p>
      </div>
      <figcaption className="visually-hidden">
        <ul>
          {life.stays.map((stay) => (
            <li key={stay.key}>
              {t('week.text', {
                ...{ name: nameOf(t, life.places, stay.place), days: words.days(stay.days) },
                ...{ from: stay.from, until: stay.until },
              })}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

/** One over midnight is two. */
function barsOf({ days, from, until }: StayDraft, place: number): Bar[] {
  const fromH = hours(from);
  const untilH = hours(until);
  if (fromH === null || untilH === null) return [];
  return days.flatMap((day): Bar[] =>
    untilH > fromH
      ? [{ day, fromH, untilH, place }]
      : [
          { day, fromH, untilH: 24, place },
          { day: (day % 7) + 1, fromH: 0, untilH, place },
        ],
  );
}

function hours(wall: string): number | null {
  const parts = /^(\d{2}):(\d{2})$/.exec(wall);
  return parts === null ? null : Number(parts[1]) + Number(parts[2]) / 60;
}
