import { useId } from 'react';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { petitionMessages } from '../ui/messages/petition/catalogue.ts';
import { PETITION_LIMITS } from './limits.ts';
import styles from './petition.module.css';
import type { Problem } from './problems.ts';

interface TextFieldProps {
  /** By which the error summary finds it. */
  readonly id: string;
  readonly label: string;
  readonly line?: string | undefined;
  readonly value: string;
  readonly problems?: readonly Problem[];
  readonly form?: 'text' | 'date' | 'tel' | 'long';
  onChange(value: string): void;
}

/** One answer in words. The browser is told to keep none of it: what was typed is offered to whoever types there next. */
export function TextField({ id, label, line, value, problems = [], form = 'text', onChange }: TextFieldProps) {
  const t = useMessages(petitionMessages);
  const own = useId();
  const problem = problems.find(({ field }) => field === id);
  const said = [line === undefined ? '' : `${own}-line`, problem === undefined ? '' : `${own}-problem`];
  const given = {
    id,
    value,
    autoComplete: 'off',
    'aria-invalid': problem !== undefined,
    'aria-describedby': said.join(' ').trim() || undefined,
  } as const;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {line !== undefined && <small id={`${own}-line`}>{line}</small>}
      {problem !== undefined && (
        <p id={`${own}-problem`} className={styles.problem}>
          {t(`problem.${problem.code}`, { length: 0, max: 0 })}
        </p>
      )}
      {form === 'long' ? (
        <textarea
          {...given}
          rows={5}
          maxLength={PETITION_LIMITS.longLength}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <input
          {...given}
          type={form}
          maxLength={form === 'date' ? undefined : PETITION_LIMITS.shortLength}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly id?: string;
  readonly type: 'checkbox' | 'radio';
  readonly name: string;
  readonly label: string;
  readonly checked: boolean;
  readonly children?: React.ReactNode;
  onChange(checked: boolean): void;
}

/** The whole box is the target. */
export function Choice({ id, type, name, label, checked, children, onChange }: ChoiceProps) {
  return (
    <label className={styles.option}>
      <input
        id={id}
        type={type}
        name={name}
        checked={checked}
        autoComplete="off"
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        <b>{label}</b>
        {children}
      </span>
    </label>
  );
}

interface GroupProps {
  readonly id: string;
  readonly legend: string;
  readonly isHidden?: boolean;
  readonly line?: string | undefined;
  readonly problems?: readonly Problem[];
  readonly children: React.ReactNode;
}

/** Choices that belong together; the summary's link leads to the first of them. */
export function Group({ id, legend, isHidden = false, line, problems = [], children }: GroupProps) {
  const t = useMessages(petitionMessages);
  const problem = problems.find(({ field }) => field === id);
  return (
    <fieldset className={styles.group} data-invalid={problem !== undefined} data-group={id}>
      <legend className={isHidden ? 'visually-hidden' : styles.legend}>{legend}</legend>
      {line !== undefined && <p className={styles.small}>{line}</p>}
      {problem !== undefined && <p className={styles.problem}>{t(`problem.${problem.code}`, { length: 0, max: 0 })}</p>}
      {children}
    </fieldset>
  );
}
