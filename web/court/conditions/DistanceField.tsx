import { Field } from '../parts/Field.tsx';
import type { CourtWords } from '../words.ts';
import css from './ConditionsEditor.module.css';

interface DistanceFieldProps {
  readonly words: CourtWords;
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  /** Shown while nothing is typed. */
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
  readonly unit: 'unit.metres' | 'unit.seconds';
  readonly error: string | null;
  readonly onChange: (value: string) => void;
}

/** A number that can be typed, and pulled where a rough figure is enough: both are the same value. */
export function DistanceField(props: DistanceFieldProps) {
  const { words, id, label, hint, value, fallback, min, max, unit, error, onChange } = props;
  const number = /^\d+$/.test(value) ? Number(value) : fallback;
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {(field) => (
        <span className={css.distance}>
          <input
            {...field}
            inputMode="numeric"
            autoComplete="off"
            value={value}
            placeholder={String(fallback)}
            onChange={(event) => onChange(event.target.value)}
          />
          <span>{words.t(unit, { count: number })}</span>
          <input
            type="range"
            aria-label={label}
            aria-valuetext={words.t(unit, { count: number })}
            min={min}
            max={max}
            step={max > 2_000 ? 50 : 10}
            value={Math.max(min, Math.min(max, number))}
            onChange={(event) => onChange(event.target.value)}
          />
        </span>
      )}
    </Field>
  );
}
