import type { LawJson } from '../../../src/orders/process/contract.ts';
import { Field, Group, Option } from '../parts/Field.tsx';
import { LawName } from '../parts/LawName.tsx';
import { dayField, momentField } from '../zone-time.ts';
import type { PartProps } from './Parts.tsx';
import { isApproval, measuresAskedFor, NOTHING_WANTED, type WantedDraft } from './values.ts';
import css from './Wanted.module.css';

/** Each measure on its own: granted or not, until when, by when it is fitted. */
export function Wanted(props: PartProps) {
  const { words, ground, errorOf } = props;
  const measures = measuresAskedFor(ground);
  const isDecision = ground.task.act === 'decide';
  const legend = isDecision ? words.t('wanted.decide') : words.coded('wanted', ground.task.act);
  return (
    <Group id="measures" legend={legend} error={errorOf('measures')}>
      <ul className={css.measures}>
        {measures.map((measure, i) => (
          <li key={measure.id}>
            <One {...props} measure={measure} isFirst={i === 0} />
          </li>
        ))}
      </ul>
    </Group>
  );
}

interface OneProps extends PartProps {
  readonly measure: LawJson['measures'][number];
  readonly isFirst: boolean;
}

function One(props: OneProps) {
  const { words, ground, values, set, errorOf, measure, isFirst } = props;
  const { t } = words;
  const { task, detail } = ground;
  const draft = values.wanted[measure.id] ?? NOTHING_WANTED;
  const change = (next: Partial<WantedDraft>) =>
    set({ wanted: { ...values.wanted, [measure.id]: { ...draft, ...next } } });
  const field = `grant-${measure.id}`;
  const hasTerms = draft.isGranted === true && task.act !== 'file' && !(task.act === 'decide' && isApproval(detail));
  return (
    <div className={css.measure} data-granted={draft.isGranted === true}>
      {task.act === 'decide' ? (
        <Group
          id={field}
          legend={<LawName name={words.measure(measure.id)} />}
          hint={about(words, measure)}
          error={errorOf(field)}
        >
          <div className={css.choice}>
            {[true, false].map((isGranted) => (
              <Option
                key={String(isGranted)}
                id={isGranted ? field : undefined}
                type="radio"
                name={field}
                checked={draft.isGranted === isGranted}
                onChange={() => change({ isGranted })}
              >
                {t(isGranted ? 'grant.yes' : 'grant.no')}
              </Option>
            ))}
          </div>
        </Group>
      ) : (
        <>
          {isFirst && errorOf(field) !== null ? <p className={css.wrong}>{errorOf(field)}</p> : null}
          <Option
            id={isFirst && task.act === 'file' ? 'measures' : field}
            type="checkbox"
            name={field}
            checked={draft.isGranted === true}
            onChange={(isGranted) => change({ isGranted })}
            hint={about(words, measure)}
          >
            <LawName name={words.measure(measure.id)} />
          </Option>
        </>
      )}
      {hasTerms ? <Terms {...props} draft={draft} change={change} /> : null}
    </div>
  );
}

interface TermsProps extends OneProps {
  readonly draft: WantedDraft;
  readonly change: (next: Partial<WantedDraft>) => void;
}

function Terms({ words, ground: { law, nowMs }, errorOf, measure, draft, change }: TermsProps) {
  const { t } = words;
  const { longestUntilMs, duration } = measure;
  return (
    <div className={css.terms}>
      {duration === null || longestUntilMs === null ? null : (
        <Field
          id={`until-${measure.id}`}
          label={t('until')}
          isOptional={t('optional')}
          hint={t('until.longest', { day: words.end(longestUntilMs), article: duration.article })}
          error={errorOf(`until-${measure.id}`)}
        >
          {(field) => (
            <input
              {...field}
              type="date"
              value={draft.until}
              min={dayField(nowMs, law.timeZone)}
              max={dayField(longestUntilMs - 1, law.timeZone)}
              onChange={(event) => change({ until: event.target.value })}
            />
          )}
        </Field>
      )}
      {measure.fittingNamed ? (
        <Field
          id={`fit-${measure.id}`}
          label={t('fit-by')}
          hint={t('fit-by.hint', { zone: words.zoneName(nowMs) })}
          error={errorOf(`fit-${measure.id}`)}
        >
          {(field) => (
            <input
              {...field}
              type="datetime-local"
              value={draft.fitBy}
              min={momentField(nowMs, law.timeZone)}
              onChange={(event) => change({ fitBy: event.target.value })}
            />
          )}
        </Field>
      ) : null}
    </div>
  );
}

/** Article, how long, how often it can be extended, and what it asks. */
export function about(
  words: PartProps['words'],
  { article, duration, extensionsMax, demands }: LawJson['measures'][number],
): string {
  const { t } = words;
  const parts = [article, words.list(demands.map((one) => words.coded('demand', one)))];
  if (duration !== null) parts.push(lengthText(words, duration.length));
  if (extensionsMax === null) parts.push(t('extensions.any'));
  else if (extensionsMax > 0) parts.push(t('extensions.max', { count: extensionsMax }));
  return parts.join(' · ');
}

function lengthText(
  { t }: PartProps['words'],
  length: NonNullable<LawJson['measures'][number]['duration']>['length'],
): string {
  if ('months' in length) return t('length.months', { count: length.months });
  return 'days' in length ? t('length.days', { count: length.days }) : t('length.hours', { count: length.hours });
}
