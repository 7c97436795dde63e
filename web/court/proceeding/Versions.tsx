import { useMemo, useState } from 'react';
import type { ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import { ConditionsView } from '../conditions/ConditionsView.tsx';
import { Section } from '../parts/Section.tsx';
import type { CourtWords } from '../words.ts';
import { changeText } from './change-text.ts';
import css from './Versions.module.css';

/** Each version as it was made, what it changed and by which act; its conditions on the map. Nothing here can be edited. */
export function Versions({ words, detail }: { words: CourtWords; detail: ProceedingDetailJson }) {
  const { t } = words;
  const { versions } = detail;
  const [chosen, choose] = useState<number | null>(null);
  const shown = versions.find(({ version }) => version === chosen) ?? versions.at(-1) ?? null;
  const conditions = shown?.conditions ?? null;
  const view = useMemo(() => conditions, [conditions]);
  if (shown === null) return null;
  return (
    <Section id="versions" title={t('versions.title')}>
      <ol className={css.versions} reversed>
        {[...versions].reverse().map(({ version, number, madeAtMs, changes }) => {
          const event = detail.events.find((one) => one.number === number);
          return (
            <li key={version}>
              <button
                type="button"
                className={css.pick}
                aria-pressed={version === shown.version}
                onClick={() => choose(version)}
              >
                {t('versions.version', { version })}
              </button>
              <div>
                <p>
                  <b>{event === undefined ? '' : t(`event.${event.kind}`)}</b> <time>{words.moment(madeAtMs)}</time>
                </p>
                <ul className={css.changes}>
                  {changes.map((one) => (
                    <li key={one.what}>{changeText(words, detail, one)}</li>
                  ))}
                </ul>
              </div>
            </li>
          );
        })}
      </ol>
      <h3 className={css.heading}>{t('conditions.of', { version: shown.version })}</h3>
      {view === null ? (
        <p className={css.none}>{t('conditions.none')}</p>
      ) : (
        <ConditionsView
          words={words}
          conditions={view}
          people={detail.protected}
          label={t('conditions.of', { version: shown.version })}
          fitKey={String(shown.version)}
        />
      )}
    </Section>
  );
}
