import type { ReactNode } from 'react';
import css from './Field.module.css';

interface FieldProps {
  /** Of the control inside. */
  readonly id: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong, in words; null: nothing. */
  readonly error: ReactNode | null;
  readonly isOptional?: string;
  /** `aria-describedby` of the control. */
  readonly children: (described: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': boolean;
  }) => ReactNode;
}

/** A label, what helps to fill it in, what is wrong with it, and the control: always in this order. */
export function Field({ id, label, hint, error, isOptional, children }: FieldProps) {
  const ids = [hint === undefined ? null : `${id}-hint`, error === null ? null : `${id}-error`].filter(
    (one) => one !== null,
  );
  return (
    <div className={css.field} data-wrong={error !== null}>
      <label htmlFor={id}>
        {label} {isOptional === undefined ? null : <span className={css.optional}>{isOptional}</span>}
      </label>
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
      {error === null ? null : (
        <p id={`${id}-error`} className={css.error}>
          {error}
        </p>
      )}
      {children({
        id,
        'aria-describedby': ids.length === 0 ? undefined : ids.join(' '),
        'aria-invalid': error !== null,
      })}
    </div>
  );
}

interface GroupProps {
  readonly id: string;
  readonly legend: ReactNode;
  readonly hint?: ReactNode;
  readonly error: string | null;
  readonly children: ReactNode;
}

/** Several controls that answer one question. The first of them carries `id`, so that a summary's link leads to it. */
export function Group({ id, legend, hint, error, children }: GroupProps) {
  return (
    <fieldset
      className={css.group}
      data-wrong={error !== null}
      aria-describedby={error === null ? undefined : `${id}-error`}
    >
      <legend>{legend}</legend>
      {hint === undefined ? null : <p className={css.hint}>{hint}</p>}
      {error === null ? null : (
        <p id={`${id}-error`} className={css.error}>
          {error}
        </p>
      )}
      {children}
    </fieldset>
  );
}

interface OptionProps {
  readonly id?: string | undefined;
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}

export function Option({ id, type, name, checked, onChange, hint, children }: OptionProps) {
  return (
    <label className={css.option}>
      <input id={id} type={type} name={name} checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {children}
        {hint === undefined ? null : <small className={css.hint}>{hint}</small>}
      </span>
    </label>
  );
}
