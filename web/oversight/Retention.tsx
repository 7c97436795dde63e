import type { z } from 'zod';
import { retentionSchema } from '../../src/server/oversight/contract.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { oversightMessages } from '../ui/messages/oversight/catalogue.ts';
import { useApi } from '../ui/use-api.ts';
import css from './Oversight.module.css';
import { Code, Instant, Shown, Table } from './Shown.tsx';

type Status = z.infer<typeof retentionSchema>;
type Erasing = Status['erasing'];

const READ_AGAIN_MS = 60_000;
/** The job runs each minute: silent for so long, it stands still. */
const SILENT_MS = 5 * 60_000;

export function Retention() {
  const { loaded, reload } = useApi('/api/oversight/retention', retentionSchema, READ_AGAIN_MS);
  return (
    <Shown loaded={loaded} onAgain={reload}>
      {(status) => (
        <>
          <Job {...status} />
          <DueOnes {...status.erasing} />
          <Certificates {...status.erasing} />
          <Clocks {...status} />
        </>
      )}
    </Shown>
  );
}

/** Whether what is to be destroyed is being destroyed: unknown is said as unknown. */
function Job({ erasing, serverTimeMs }: Status) {
  const t = useMessages(oversightMessages);
  const { keyStore, lastRun, late, due, underWay } = erasing;
  const waiting = underWay.filter(({ destroyedAt }) => destroyedAt === null).length;
  const isSilent = lastRun !== null && serverTimeMs - Date.parse(lastRun.at) > SILENT_MS;
  const state = !keyStore
    ? 'no-store'
    : lastRun === null
      ? 'unknown'
      : isSilent
        ? 'silent'
        : lastRun.isDone
          ? 'runs'
          : 'failed';
  return (
    <div className={css.job} data-state={state}>
      <p>
        <strong>{t(`job.${state}`)}</strong>{' '}
        {lastRun === null ? null : (
          <>
            {t('job.last')} <Instant at={lastRun.at} />
          </>
        )}
      </p>
      <dl className={css.counts}>
        {(
          [
            ['late', late.length],
            ['job.due', due.length],
            ['job.waiting', waiting],
          ] as const
        ).map(([label, count]) => (
          <div key={label} data-bad={label !== 'job.due' && count > 0 ? 'yes' : undefined}>
            <dt>{t(label)}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function DueOnes({ due, late, underWay, held }: Erasing) {
  const t = useMessages(oversightMessages);
  const lateOnes = new Set(late.map(({ basis, part }) => `${basis} ${part}`));
  const rows = [
    ...due.map((one) => ({ ...one, state: one.heldUntil === null ? ('state.due' as const) : ('state.held' as const) })),
    ...underWay.map((one) => ({
      ...one,
      state: one.destroyedAt === null ? ('state.waiting' as const) : ('state.proving' as const),
    })),
  ];
  return (
    <>
      <h3>{t('due.title')}</h3>
      {rows.length === 0 ? <p>{t('due.none')}</p> : null}
      {rows.length === 0 ? null : (
        <Table
          name={t('due.title')}
          heads={[t('case'), t('what'), t('destroy'), t('state'), t('article')]}
          rows={rows.map((one) => [
            <Code key="basis" text={one.basis} />,
            <What key="what" what={one.part} because={one.because} />,
            <Instant key="at" at={one.dueAt} />,
            <span key="state">
              {t(one.state)} {lateOnes.has(`${one.basis} ${one.part}`) ? <strong>{t('late')}</strong> : null}
            </span>,
            `${one.article} · ${one.packVersion}`,
          ])}
        />
      )}
      {held.length === 0 ? null : (
        <Table
          name={t('held')}
          heads={[t('held'), t('until'), t('article')]}
          rows={held.map((one) => [
            <Code key="basis" text={one.basis} />,
            <Instant key="until" at={one.until} />,
            one.article,
          ])}
        />
      )}
    </>
  );
}

function Certificates({ proven }: Erasing) {
  const t = useMessages(oversightMessages);
  return (
    <>
      <h3>{t('certificates')}</h3>
      {proven.length === 0 ? <p>{t('certificates.none')}</p> : null}
      {proven.length === 0 ? null : (
        <Table
          name={t('certificates')}
          heads={[t('case'), t('what'), t('proven'), t('gone'), t('article'), t('proof')]}
          rows={proven.map((one) => [
            <Code key="basis" text={one.basis} />,
            <What key="what" what={one.part} because={one.because} />,
            <Instant key="at" at={one.provenAt ?? one.begunAt} />,
            t('gone.counts', { keys: one.keys, rows: one.rows }),
            `${one.article} · ${one.packVersion}`,
            one.auditNumber === null ? (
              t('unknown')
            ) : (
              <a key="proof" href={`/api/log/proofs/audit/${one.auditNumber}`} download>
                {one.auditNumber}
              </a>
            ),
          ])}
        />
      )}
    </>
  );
}

function Clocks({ clocks, more }: Status) {
  const t = useMessages(oversightMessages);
  return (
    <>
      <h3>{t('clocks')}</h3>
      {clocks.length === 0 ? <p>{t('retention.none')}</p> : null}
      {clocks.length === 0 ? null : (
        <Table
          name={t('clocks')}
          heads={[t('case'), t('what'), t('destroy'), t('article')]}
          rows={clocks.map((one) => [
            <Code key="basis" text={one.basis} />,
            <What key="what" what={one.what} because={one.because} />,
            <span key="at">
              <Instant at={one.destroyAt} /> {one.isDue ? <strong>{t('due')}</strong> : null}
            </span>,
            `${one.article} · ${one.packVersion}`,
          ])}
        />
      )}
      {more ? <p>{t('more')}</p> : null}
    </>
  );
}

/** The pack's own words for what is kept and what ended it: codes, as the law's file has them. */
function What({ what, because }: { what: string; because: string }) {
  return (
    <>
      {what} <span className={css.small}>({because})</span>
    </>
  );
}
