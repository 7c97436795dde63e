import { useState } from 'react';
import { Button } from 'react-aria-components';
import { dateText, localDate } from '../../src/core/local-time.ts';
import { type HeldJson, heldSchema, positionsSchema } from '../../src/server/wearer/contract.ts';
import { cx } from '../ui/cx.ts';
import card from '../ui/parts/Card.module.css';
import { type Loaded, loadApi, useApi } from '../ui/use-api.ts';
import { NotReady } from './NotReady.tsx';
import { Proofs } from './Proofs.tsx';
import css from './WearerPage.module.css';
import type { Words } from './words.ts';

interface HeldProps {
  readonly words: Words;
  readonly query: string;
  readonly isLawyer: boolean;
  readonly nowMs: number;
}

/** What is held and until when, one's own positions, and everything to take away. */
export function Held({ words, query, isLawyer, nowMs }: HeldProps) {
  const { t } = words;
  const { loaded, reload } = useApi(`/api/wearer/held${query}`, heldSchema);
  if (loaded.kind !== 'ready') return <NotReady loaded={loaded} onAgain={() => void reload()} />;
  const groups = [...Map.groupBy(loaded.data.held, ({ label }) => label)];
  const today = dateText(localDate(nowMs, loaded.data.timeZone));
  return (
    <>
      <h2>{t('nav.held')}</h2>
      <p className={css.intro}>{t('held.intro')}</p>
      <div className={css.cols}>
        {groups
          .filter(([label]) => label !== null)
          .map(([label, held]) => (
            <HeldGroup key={label} words={words} title={label ?? ''} held={held} />
          ))}
        <div className={card.stack}>
          <HeldGroup
            words={words}
            title={t('held.identity')}
            held={loaded.data.held.filter(({ label }) => label === null)}
          />
          <Erased words={words} erased={loaded.data.erased} />
          <Proofs words={words} query={query} />
        </div>
      </div>
      {isLawyer ? null : (
        <div className={css.cols}>
          <Positions words={words} today={today} />
          <Export words={words} today={today} />
        </div>
      )}
    </>
  );
}

function HeldGroup({ words, title, held }: { words: Words; title: string; held: HeldJson['held'] }) {
  return (
    <section className={card.card}>
      <h3>{title}</h3>
      <ul className={css.plain}>
        {held.map((one) => (
          <HeldLine key={one.what} words={words} one={one} />
        ))}
      </ul>
    </section>
  );
}

function HeldLine({ words: { t, day }, one }: { words: Words; one: HeldJson['held'][number] }) {
  const { what, sinceMs, until, untilMs, keep, basis, article } = one;
  const years = keep?.years == null ? null : t('held.years', { count: keep.years });
  const days = keep?.days == null ? null : t('held.days', { count: keep.days });
  const kept = years ?? days;
  const end =
    until === 'clock'
      ? t('held.until.clock', { day: day(untilMs!) })
      : until === 'order-stands' || until === 'each-entry'
        ? kept === null
          ? t('held.until.order-plain')
          : t(`held.until.${until}`, { keep: kept })
        : t(`held.until.${until}`);
  return (
    <li>
      {one.label === null ? null : (
        <>
          <b>{t(`held.${what}`)}</b>
          <br />
        </>
      )}
      {sinceMs === null ? '' : `${t('held.since', { day: day(sinceMs) })}, `}
      {end}
      {basis === '' ? null : (
        <>
          <br />
          <small>{article === '' ? t('held.basis', { basis }) : t('held.article', { basis, article })}</small>
        </>
      )}
    </li>
  );
}

/** Certificates of erasure: what, when, by which article. How much it was is of both sides, and is not told. */
function Erased({ words: { t, day, coded }, erased }: { words: Words; erased: HeldJson['erased'] }) {
  return (
    <section className={card.card}>
      <h3>{t('erased.title')}</h3>
      {erased.length === 0 && <p>{t('erased.none')}</p>}
      <ul className={css.plain}>
        {erased.map(({ label, part, article, destroyedAtMs, provenAtMs }) => (
          <li key={`${label} ${part} ${provenAtMs}`}>
            <b>
              {label === null ? '' : `${label} · `}
              {coded('part', part)}
            </b>
            <br />
            {t('erased.line', { day: day(destroyedAtMs ?? provenAtMs), article })}
            <br />
            <small>{t('erased.proven', { day: day(provenAtMs) })}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Positions({ words, today }: { words: Words; today: string }) {
  const { t, moment } = words;
  const [day, setDay] = useState(today);
  const [loaded, setLoaded] = useState<Loaded<ReturnType<typeof positionsSchema.parse>> | null>(null);
  const show = async () => {
    setLoaded({ kind: 'loading' });
    setLoaded(await loadApi(`/api/wearer/positions?day=${day}`, positionsSchema));
  };
  return (
    <section className={card.card}>
      <h3>{t('positions.title')}</h3>
      <p>{t('positions.intro')}</p>
      <div className={css.form}>
        <label>
          {t('positions.day')}
          <input type="date" value={day} max={today} onChange={(event) => setDay(event.target.value)} />
        </label>
        <Button className={cx(card.button)} isDisabled={day === ''} onPress={() => void show()}>
          {t('positions.show')}
        </Button>
      </div>
      {loaded === null ? null : loaded.kind !== 'ready' ? (
        <NotReady loaded={loaded} onAgain={() => void show()} />
      ) : (
        <>
          <p role="status">
            {loaded.data.positions.length === 0
              ? t('positions.none')
              : t('positions.count', { count: loaded.data.positions.length })}{' '}
            {loaded.data.erased > 0 && t('positions.erased', { count: loaded.data.erased })}{' '}
            {!loaded.data.isWhole && t('positions.cut')}
          </p>
          {loaded.data.positions.length > 0 && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
            <section className={css.scroll} tabIndex={0} aria-label={t('positions.title')}>
              <ol className={css.rows}>
                {loaded.data.positions.slice(0, ROWS_MAX).map((one) => (
                  <li key={one.atMs}>
                    <b>{moment(one.atMs)}</b>
                    <bdi dir="ltr">
                      {one.latDeg.toFixed(5)}, {one.lonDeg.toFixed(5)}
                    </bdi>
                    <span>
                      {t('positions.accuracy', {
                        metres: one.accuracyM === null ? t('unknown') : `${Math.round(one.accuracyM)} m`,
                      })}
                      {' · '}
                      {t('positions.source', { source: one.source ?? t('unknown') })}
                    </span>
                  </li>
                ))}
              </ol>
            </section>
          )}
          {loaded.data.positions.length > ROWS_MAX && <p>{t('positions.cut')}</p>}
        </>
      )}
    </section>
  );
}

/** More rows than this make a phone's page slow, and nobody reads them. */
const ROWS_MAX = 500;

function Export({ words: { t }, today }: { words: Words; today: string }) {
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState(today);
  const href = (format: string) => `/api/wearer/export?format=${format}&from=${from}&until=${until}`;
  return (
    <section className={card.card}>
      <h3>{t('export.title')}</h3>
      <p>{t('export.intro')}</p>
      <div className={css.form}>
        <div className={css.two}>
          <label>
            {t('export.from')}
            <input type="date" value={from} max={today} onChange={(event) => setFrom(event.target.value)} />
          </label>
          <label>
            {t('export.until')}
            <input type="date" value={until} max={today} onChange={(event) => setUntil(event.target.value)} />
          </label>
        </div>
      </div>
      <div className={card.row}>
        <a className={card.button} href={href('csv')} download>
          {t('export.csv')}
        </a>
        <a className={card.button} href={href('json')} download>
          {t('export.json')}
        </a>
      </div>
    </section>
  );
}
