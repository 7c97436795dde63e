import { retentionSchema } from '../../src/server/oversight/contract.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { oversightMessages } from '../ui/messages/oversight/catalogue.ts';
import { useApi } from '../ui/use-api.ts';
import { Instant, Shown, Table } from './Shown.tsx';

export function Retention() {
  const t = useMessages(oversightMessages);
  const { loaded } = useApi('/api/oversight/retention', retentionSchema);
  return (
    <Shown loaded={loaded}>
      {({ clocks, more }) => (
        <>
          {clocks.length === 0 ? <p>{t('retention.none')}</p> : null}
          {clocks.length === 0 ? null : (
            <Table
              name={t('retention')}
              heads={[t('case'), t('what'), t('destroy'), t('article')]}
              rows={clocks.map((one) => [
                one.basis,
                `${one.what} (${one.because})`,
                <span key="at">
                  <Instant at={one.destroyAt} /> {one.isDue ? <strong>{t('due')}</strong> : null}
                </span>,
                `${one.article} · ${one.packVersion}`,
              ])}
            />
          )}
          {more ? <p>{t('more')}</p> : null}
        </>
      )}
    </Shown>
  );
}
