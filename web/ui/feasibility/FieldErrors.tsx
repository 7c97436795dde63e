import { createContext, type ReactNode, useContext, useId } from 'react';
import css from './Form.module.css';

/** Sentence of what is wrong, by the member it is in. */
export const FieldErrors = createContext<ReadonlyMap<string, string>>(new Map());

export function fieldId(path: string): string {
  return `f-${path.replaceAll(/[^a-zA-Z0-9]+/g, '-')}`;
}

interface FieldProps {
  readonly path: string;
  readonly label: string;
  readonly narrow?: boolean;
  /** Gets the id, and what says that it is wrong. */
  children(props: { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined }): ReactNode;
}

/** A label, its control, and below it what is wrong with it. */
export function Field({ path, label, narrow = false, children }: FieldProps) {
  const error = useContext(FieldErrors).get(path);
  const describedBy = useId();
  const id = fieldId(path);
  return (
    <div className={narrow ? css.narrow : css.field}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-invalid': error !== undefined,
        'aria-describedby': error === undefined ? undefined : describedBy,
      })}
      {error === undefined ? null : (
        <span id={describedBy} className={css.error}>
          {error}
        </span>
      )}
    </div>
  );
}

/** Several controls with one name between them: days of the week. */
export function FieldGroup({ path, label, children }: { path: string; label: string; children: ReactNode }) {
  const error = useContext(FieldErrors).get(path);
  const describedBy = useId();
  return (
    <fieldset
      id={fieldId(path)}
      tabIndex={-1}
      className={css.group}
      aria-describedby={error === undefined ? undefined : describedBy}
    >
      <legend>{label}</legend>
      <div className={css.days}>{children}</div>
      {error === undefined ? null : (
        <span id={describedBy} className={css.error}>
          {error}
        </span>
      )}
    </fieldset>
  );
}

interface ToggleProps {
  readonly label: string;
  readonly checked: boolean;
  onChange(checked: boolean): void;
}

/** A checkbox that looks like a key. */
export function Toggle({ label, checked, onChange }: ToggleProps) {
  return (
    <label className={css.day}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}
