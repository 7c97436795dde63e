import { useEffect, useRef } from 'react';
import { KeyCap } from '../../ui/parts/KeyCap.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { ConditionsView } from '../conditions/ConditionsView.tsx';
import { conditionsOf } from '../conditions/draft.ts';
import buttons from '../parts/Buttons.module.css';
import { LawName } from '../parts/LawName.tsx';
import type { CourtWords } from '../words.ts';
import { dayEndMs, momentMs } from '../zone-time.ts';
import css from './ActPage.module.css';
import { choiceText } from './Parts.tsx';
import { type ActGround, type ActValues, granted, hasPart, isApproval, measuresAskedFor, resultOf } from './values.ts';

interface ReadOverProps {
  readonly words: CourtWords;
  readonly ground: ActGround;
  readonly values: ActValues;
  readonly title: string;
  readonly isSending: boolean;
  readonly onSend: () => void;
  readonly onBack: () => void;
}

// HAZARD H-362: something else is ordered than was meant.
/** All that is about to be sent, in words and on the map: what is confirmed is what was read. */
export function ReadOver({ words, ground, values, title, isSending, onSend, onBack }: ReadOverProps) {
  const { t } = words;
  const { detail, task } = ground;
  const has = (part: string) => hasPart(part, values, ground);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useKeys({ Escape: onBack }, true);
  const conditions = has('conditions') ? conditionsOf(values.conditions) : null;
  return (
    <div className={css.page}>
      <header>
        <h1 ref={heading} tabIndex={-1}>
          {t(headingOf(values, ground), { number: detail.number })}
        </h1>
        <p className={css.about}>
          {title} · <LawName name={words.procedure(detail.procedure)} />
        </p>
      </header>
      <dl className={css.read}>
        <Line label={t('party.respondent')}>{detail.respondent?.name ?? t('party.unknown')}</Line>
        <Line label={t('party.protected')}>{words.list(detail.protected.map(({ name }) => name))}</Line>
        {has('choice') ? (
          <Line label={words.coded('ask', task.act)}>{choiceText(words, task.act, values.choice)}</Line>
        ) : null}
        {has('result') ? (
          <Line label={t('ask.result')}>
            {words.coded(task.act === 'decide-appeal' ? 'appeal' : 'result', values.result)}
          </Line>
        ) : null}
        {task.act === 'decide' ? (
          <Line label={t('ask.result')}>
            <b>{t(`result.${resultOf(values, measuresAskedFor(ground))}`)}</b>
          </Line>
        ) : null}
        {has('wanted') || has('measures') ? <MeasureLines words={words} ground={ground} values={values} /> : null}
        {has('until') ? <Line label={t('until')}>{untilText(words, ground, values)}</Line> : null}
        {has('reasons') ? (
          <Line label={t('reasons')}>{words.list(values.reasons.map((code) => words.coded('reason', code)))}</Line>
        ) : null}
        {values.text.trim() === '' ? null : (
          <Line label={t('text')}>
            <span className={css.text}>{values.text.trim()}</span>
          </Line>
        )}
        {values.attachments.length === 0 ? null : (
          <Line label={t('attach.title')}>{words.list(values.attachments.map(({ name }) => name))}</Line>
        )}
      </dl>
      {conditions === null ? null : (
        <section aria-labelledby="read-conditions">
          <h2 id="read-conditions">{t('conditions.title')}</h2>
          <ConditionsView
            words={words}
            conditions={conditions}
            people={detail.protected}
            label={t('conditions.title')}
            fitKey="read-over"
          />
        </section>
      )}
      <p className={buttons.row}>
        <button type="button" className={buttons.strong} aria-disabled={isSending} onClick={onSend}>
          {isSending ? t('sending') : t('confirm')}
        </button>
        <button type="button" className={buttons.button} onClick={onBack}>
          {t('change')} <KeyCap>Esc</KeyCap>
        </button>
      </p>
    </div>
  );
}

function headingOf(values: ActValues, ground: ActGround): 'read-over.order' | 'read-over.refuse' | 'read-over.title' {
  const { act } = ground.task;
  if (act === 'order-interim' || act === 'impose') return 'read-over.order';
  if (act === 'decide') {
    return resultOf(values, measuresAskedFor(ground)) === 'refused' ? 'read-over.refuse' : 'read-over.order';
  }
  return values.result === 'refused' ? 'read-over.refuse' : 'read-over.title';
}

function Line({ label, children }: { label: React.ReactNode; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function MeasureLines({ words, ground, values }: Pick<ReadOverProps, 'words' | 'ground' | 'values'>) {
  const { t } = words;
  const { task, law, detail } = ground;
  const all = measuresAskedFor(ground);
  const shown = task.act === 'decide' ? all : granted(values, all);
  return shown.map((measure) => {
    const { isGranted, until, fitBy } = values.wanted[measure.id]!;
    const endMs = dayEndMs(until, law.timeZone) ?? measure.longestUntilMs;
    const fitMs = momentMs(fitBy, law.timeZone);
    const hasTerms = isGranted === true && task.act !== 'file' && !(task.act === 'decide' && isApproval(detail));
    const parts = [
      task.act === 'decide' ? t(isGranted === true ? 'grant.yes' : 'grant.no') : null,
      hasTerms && endMs !== null ? t('left.by', { day: words.end(endMs) }) : null,
      hasTerms && measure.fittingNamed && fitMs !== null ? t('fitting.due', { time: words.moment(fitMs) }) : null,
    ].filter((part) => part !== null);
    return (
      <Line key={measure.id} label={<LawName name={words.measure(measure.id)} isBlock />}>
        <b>{parts[0] ?? measure.article}</b>
        {parts.slice(1).map((part) => (
          <span key={part} className={css.term}>
            {part}
          </span>
        ))}
      </Line>
    );
  });
}

function untilText(words: CourtWords, { task, detail, law }: ActGround, values: ActValues): string {
  const latestMs = detail.measures.find(({ measureId }) => measureId === task.measureId)?.extendableUntilMs ?? null;
  const endMs = dayEndMs(values.until, law.timeZone) ?? latestMs;
  return endMs === null ? '–' : words.end(endMs);
}
