/**
 * "Same person?": wearer records that may be of one man, records that are linked, and devices worn for another matter. Fails toward saying so:
 * without an answer it shows what it had and as of when, and without a connection nothing can be decided.
 */
import { useState } from 'react';
import { LanguageSwitch } from '../../ui/parts/LanguageSwitch.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import panes from '../Panes.module.css';
import type { Words } from '../words.ts';
import { LinkDetail } from './LinkDetail.tsx';
import css from './LinkingView.module.css';
import { Notices } from './Notices.tsx';
import { ReviewDetail } from './ReviewDetail.tsx';
import { useLinkingDesk } from './use-linking.ts';
import { type LinkingWords, useLinkingWords } from './use-linking-words.ts';

interface LinkingViewProps {
  readonly words: Words;
  readonly keysOn: boolean;
  readonly offline: boolean;
}

export function LinkingView({ words: centre, keysOn, offline }: LinkingViewProps) {
  const words = useLinkingWords(centre);
  const { t } = words;
  const desk = useLinkingDesk();
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const reviews = desk.data?.reviews ?? [];
  const links = desk.data?.links ?? [];
  const ids = [...reviews.map(({ reviewId }) => reviewId), ...links.map(({ linkId }) => linkId)];
  const review = reviews.find(({ reviewId }) => reviewId === selectedId);
  const link = links.find(({ linkId }) => linkId === selectedId);
  const step = (by: 1 | -1) => {
    const next = ids[Math.min(Math.max(ids.indexOf(selectedId ?? '') + by, 0), ids.length - 1)];
    if (next !== undefined) setSelectedId(next);
  };
  useKeys({ j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1) }, keysOn);
  const detail = { words, keysOn, offline, onBack: () => setSelectedId(null) };
  return (
    <main className={panes.view} data-chosen={review !== undefined || link !== undefined}>
      <section className={panes.list} aria-label={t('title')}>
        <header className={panes.head}>
          <h2>{t('title')}</h2>
        </header>
        {desk.error === null ? null : (
          <p className={panes.error} role="alert">
            <b>{t('list.failed')}.</b> {words.error(desk.error)}{' '}
            {desk.data === undefined ? null : t('list.old', { time: words.moment(desk.data.serverTimeMs) })}
          </p>
        )}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
        <div className={panes.scroll} tabIndex={0}>
          {reviews.length > 0 ? null : (
            <Nothing words={words} isLoading={desk.data === undefined && desk.error === null} />
          )}
          <Group title={t('list.reviews')} count={reviews.length}>
            {reviews.map((one) => (
              <Row
                key={one.reviewId}
                isSelected={one.reviewId === selectedId}
                onSelect={() => setSelectedId(one.reviewId)}
                title={`${words.cases(one.a.cases)} · ${words.cases(one.b.cases)}`}
                more={one.waiting === null ? words.reasonsFor(one.reasons).join(', ') : t('row.waiting')}
                time={t('row.found', { time: words.moment(one.foundAtMs) })}
              />
            ))}
          </Group>
          <Notices words={words} notices={desk.data?.notices ?? []} offline={offline} />
          <Group title={t('list.links')} count={links.length}>
            {links.map((one) => (
              <Row
                key={one.linkId}
                isSelected={one.linkId === selectedId}
                onSelect={() => setSelectedId(one.linkId)}
                title={words.cases(one.into.cases)}
                more={one.waiting === null ? t(`link.${one.how}`) : t('row.waiting')}
                time={t('row.linked', { time: words.moment(one.atMs) })}
              />
            ))}
          </Group>
          {(desk.data?.unfindable ?? 0) === 0 ? null : (
            <p className={css.unfindable}>{t('list.unfindable', { count: desk.data!.unfindable })}</p>
          )}
          <div className={panes.foot}>
            <LanguageSwitch />
          </div>
        </div>
      </section>
      <aside className={panes.side}>
        {review !== undefined ? <ReviewDetail key={review.reviewId} review={review} {...detail} /> : null}
        {link !== undefined ? <LinkDetail key={link.linkId} link={link} {...detail} /> : null}
        {review === undefined && link === undefined ? (
          <div className={panes.nothing}>
            <h2>{t('detail.none')}</h2>
            <p>{t('detail.none.more')}</p>
          </div>
        ) : null}
      </aside>
    </main>
  );
}

function Nothing({ words: { t }, isLoading }: { readonly words: LinkingWords; readonly isLoading: boolean }) {
  return (
    <p className={panes.empty} aria-busy={isLoading}>
      <b>{t(isLoading ? 'list.loading' : 'list.none')}</b>
      {isLoading ? null : t('list.none.more')}
    </p>
  );
}

interface GroupProps {
  readonly title: string;
  readonly count: number;
  readonly children: React.ReactNode;
}

function Group({ title, count, children }: GroupProps) {
  if (count === 0) return null;
  return (
    <section className={css.group} aria-label={title}>
      <h3>
        {title} <span>{count}</span>
      </h3>
      <ul>{children}</ul>
    </section>
  );
}

interface RowProps {
  readonly isSelected: boolean;
  readonly onSelect: () => void;
  readonly title: string;
  readonly more: string;
  readonly time: string;
}

function Row({ isSelected, onSelect, title, more, time }: RowProps) {
  return (
    <li>
      <button type="button" className={css.row} aria-current={isSelected} onClick={onSelect}>
        <b>{title}</b>
        <span>{more}</span>
        <small>{time}</small>
      </button>
    </li>
  );
}
