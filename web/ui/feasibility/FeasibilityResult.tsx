import type { FeasibilityInput, FeasibilityResult as Result } from '../../../src/insight/feasibility/contract.ts';
import { useCity } from '../map/use-city.ts';
import { commonMessages } from '../messages/common/catalogue.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import css from './Document.module.css';
import type { Draft } from './draft.ts';
import { LivesMap } from './LivesMap.tsx';
import { nameOf } from './names.ts';
import { OrdinaryPart } from './OrdinaryPart.tsx';
import { WarningPart } from './WarningPart.tsx';
import { WeekStrip } from './WeekStrip.tsx';
import { WeighPart } from './WeighPart.tsx';
import type { T, Words } from './words.ts';

export interface PartProps {
  readonly t: T;
  readonly words: Words;
  readonly draft: Draft;
  readonly result: Result;
}

interface DocumentProps extends PartProps {
  readonly request: FeasibilityInput;
  readonly exercise: boolean;
}

/** The figures as a document: what was asked, what came of it, what it rests on. No verdict. */
export function FeasibilityResult({ request, exercise, ...props }: DocumentProps) {
  const common = useMessages(commonMessages);
  const { t, words, draft, result } = props;
  const city = useCity();
  const { restraintM, warnM, noticeM, wearerIntervalS, protectedIntervalS, duration } = request;
  const months = 'months' in duration ? duration.months : 0;
  return (
    <article className={css.document} data-feasibility-result>
      <SheetMargins exercise={exercise ? common('exercise.long') : null} foot={t('print.foot')} />
      <header>
        <h1>{t('result.title')}</h1>
        <p className={css.hint}>
          {t('result.of', {
            ...{ jurisdiction: result.jurisdiction.toUpperCase(), from: words.date(request.startsOn), months },
            ...{ weeks: result.weeks, seeds: result.seeds },
          })}{' '}
          {t('result.distances', {
            ...{ restraint: restraintM, warn: warnM, notice: noticeM },
            ...{ wearer: wearerIntervalS, protected: protectedIntervalS },
          })}
        </p>
        <p className={css.notice}>{t('result.not-forecast')}</p>
      </header>
      <WarningPart {...props} />
      <OrdinaryPart {...props} request={request} />
      <section>
        <h2>{t('map.title')}</h2>
        <LivesMap
          {...{ t, words, request, result, city }}
          names={{ wearer: draft.wearer.places, protected: draft.protected.places }}
        />
      </section>
      <WeighPart {...props} request={request} />
      <section>
        <h2>{t('inputs.title')}</h2>
        <div className={css.inputs}>
          {(['wearer', 'protected'] as const).map((side) => (
            <div key={side}>
              <h3>{t(`part.${side}`)}</h3>
              <p className={css.hint}>
                {draft[side].places.map(({ id }) => nameOf(t, draft[side].places, id)).join(', ')}
              </p>
              <WeekStrip t={t} words={words} life={draft[side]} />
            </div>
          ))}
        </div>
      </section>
      <section className={css.assumptions}>
        <h2>{t('assume.title')}</h2>
        <ol>
          {result.assumptions.map(({ key, params }) => {
            const text = `assume.${key}`;
            // A later server may say more than this page has words for: its key is shown rather than nothing.
            return <li key={key}>{t.has(text) ? t(text, params) : key}</li>;
          })}
        </ol>
      </section>
    </article>
  );
}

/** On every sheet, so that no single one of them passes for something else: an exercise, no forecast, page of pages. */
function SheetMargins({ exercise, foot }: { exercise: string | null; foot: string }) {
  const top =
    exercise === null ? '' : `@top-center { content: ${JSON.stringify(exercise)}; font: 700 10pt sans-serif; }`;
  const page = '@bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; }';
  return (
    <style>{`@page { ${top} @bottom-left { content: ${JSON.stringify(foot)}; font: 9pt sans-serif; } ${page} }`}</style>
  );
}
