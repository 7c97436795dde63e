import { Fragment, useState } from 'react';
import { reportSchema } from '../../src/server/oversight/contract.ts';
import { useMessages } from '../ui/messages/MessagesProvider.tsx';
import { oversightMessages } from '../ui/messages/oversight/catalogue.ts';
import { SaveFile } from '../ui/second/SaveFile.tsx';
import { useApi } from '../ui/use-api.ts';
import css from './Oversight.module.css';
import { Shown, Table } from './Shown.tsx';

/** Nothing is counted before a month is chosen. */
export function MonthReport() {
  const t = useMessages(oversightMessages);
  const [month, setMonth] = useState('');
  return (
    <>
      <div className={css.form}>
        <label>
          {t('month')}
          <input type="month" value={month} onChange={(event) => setMonth(event.target.value)} />
        </label>
        {month === '' ? null : (
          <>
            <SaveFile what="export.oversight" path={`/api/oversight/report.csv?month=${month}`} className={css.csv}>
              CSV
            </SaveFile>
            <button type="button" onClick={() => window.print()}>
              {t('print')}
            </button>
          </>
        )}
      </div>
      {month === '' ? null : <Month key={month} month={month} />}
    </>
  );
}

function Month({ month }: { month: string }) {
  const t = useMessages(oversightMessages);
  const { loaded, reload } = useApi(`/api/oversight/report?month=${month}`, reportSchema);
  return (
    <Shown loaded={loaded} onAgain={reload}>
      {(report) => (
        <>
          <h3>{t('questions')}</h3>
          <Table
            name={t('questions')}
            heads={[t('what'), t('outcome'), t('count')]}
            rows={report.questions.map((one) => [t(`name.${one.kind}`), t(`outcome.${one.outcome}`), one.count])}
          />
          {(['looks', 'refused', 'disclosures'] as const).map((part) => (
            <Fragment key={part}>
              <h3>{t(part)}</h3>
              <Table
                name={t(part)}
                heads={[t('what'), t('count')]}
                rows={report[part].map(({ what, count }) => [what, count])}
              />
            </Fragment>
          ))}
        </>
      )}
    </Shown>
  );
}
