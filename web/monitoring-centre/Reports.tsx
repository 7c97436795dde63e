import { Smartphone, Watch } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Picture, Shown } from '../../src/disclosure/contract.ts';
import { Age } from './Age.tsx';
import { clockText } from './numbers.ts';
import css from './StoryPanel.module.css';
import type { Words } from './words.ts';

/** How old and how exact what is known of each side is. */
export function Reports({ words, picture }: { words: Words; picture: Picture }) {
  const { t } = words;
  return (
    <div className={css.block}>
      <h3>{t('reports.title')}</h3>
      <dl className={css.reports}>
        <Report words={words} shown={picture.wearer} name={t('reports.wearer')}>
          <Watch size="1.1em" aria-hidden="true" />
        </Report>
        <Report words={words} shown={picture.protected} name={t('reports.protected')}>
          <Smartphone size="1.1em" aria-hidden="true" />
        </Report>
      </dl>
    </div>
  );
}

function Report({ words, shown, name, children }: { words: Words; shown: Shown; name: string; children: ReactNode }) {
  const { t, language } = words;
  const exact =
    shown.kind === 'point'
      ? t('reports.within', { radius: words.within(shown.point.radiusM) })
      : shown.kind === 'unknown'
        ? shown.sinceMs === null
          ? words.reason(shown.reason)
          : t('reports.silent', { time: clockText(language, shown.sinceMs) })
        : t('reports.none');
  const atMs = shown.kind === 'point' ? shown.point.fixedAtMs : shown.lastReportAtMs;
  return (
    <div className={css.report} data-unknown={shown.kind === 'unknown'}>
      <dt>
        {children} {name}
      </dt>
      <dd>
        <b>
          <Age words={words} sinceMs={atMs} />
        </b>{' '}
        · {exact}
      </dd>
    </div>
  );
}
