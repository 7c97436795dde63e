/**
 * The phones of the person whom a case protects: which are signed in, all out at once when one is lost, and the code of a new enrolment, which a
 * second officer makes. Read when it is asked for: nobody needs it to work on an alarm.
 */
import qrcode from 'qrcode-generator';
import { useState } from 'react';
import { z } from 'zod';
import {
  type DeskPhonesJson,
  deskPhonesSchema,
  enrolmentCodeSchema,
} from '../../src/server/sessions/phones/contract.ts';
import { cx } from '../ui/cx.ts';
import { useLanguage, useMessages } from '../ui/messages/MessagesProvider.tsx';
import { safetyMessages } from '../ui/messages/safety/catalogue.ts';
import { signInMessages } from '../ui/messages/sign-in/catalogue.ts';
import { type Loaded, loadApi, sendApi } from '../ui/use-api.ts';
import { momentText } from '../ui/words/moment.ts';
import css from './Phones.module.css';
import parts from './parts.module.css';

const personSchema = z.object({ personId: z.string() });

export function Phones({ incidentId, offline }: { incidentId: string; offline: boolean }) {
  const t = useMessages(signInMessages);
  const [personId, setPersonId] = useState<string | null>(null);
  const [loaded, setLoaded] = useState<Loaded<DeskPhonesJson> | null>(null);
  const show = async () => {
    setLoaded({ kind: 'loading' });
    const person = await loadApi(`/api/desk/incidents/${incidentId}/person`, personSchema);
    if (person.kind !== 'ready') return setLoaded(person);
    setPersonId(person.data.personId);
    setLoaded(await loadApi(`/api/desk/people/${person.data.personId}/phones`, deskPhonesSchema));
  };
  return (
    <section className={cx(parts.part, css.block)} aria-label={t('phones.title')}>
      <h3>{t('phones.title')}</h3>
      {loaded === null ? (
        <button type="button" className={css.button} disabled={offline} onClick={() => void show()}>
          {t('phones.show')}
        </button>
      ) : loaded.kind === 'loading' ? (
        <p role="status">{t('mine.loading')}</p>
      ) : loaded.kind === 'ready' && personId !== null ? (
        <List personId={personId} data={loaded.data} offline={offline} onChanged={setLoaded} />
      ) : (
        <p role="alert">
          {t(
            loaded.kind === 'no-connection'
              ? 'no-connection'
              : loaded.kind === 'failed' && loaded.status === 404
                ? 'phones.unknown'
                : 'failed',
          )}
        </p>
      )}
    </section>
  );
}

interface ListProps {
  readonly personId: string;
  readonly data: DeskPhonesJson;
  readonly offline: boolean;
  onChanged(loaded: Loaded<DeskPhonesJson>): void;
}

function List({ personId, data, offline, onChanged }: ListProps) {
  const t = useMessages(signInMessages);
  const phone = useMessages(safetyMessages);
  const { language } = useLanguage();
  const [failed, setFailed] = useState(false);
  const lost = async () => {
    const next = await sendApi('POST', `/api/desk/people/${personId}/enrolment`, {}, deskPhonesSchema);
    setFailed(next.kind !== 'ready');
    if (next.kind === 'ready') onChanged(next);
  };
  return (
    <>
      {data.phones.length === 0 ? <p>{t('phones.none')}</p> : null}
      <ul>
        {data.phones.map(({ platform, browser, signedInAt, lastSeenAt, isBound, unprovenAt }) => (
          <li key={`${signedInAt} ${platform} ${browser}`}>
            {phone(`platform.${platform}`)} · {phone(`browser.${browser}`)} ·{' '}
            {t('phones.seen', { date: momentText(language, lastSeenAt) })}{' '}
            <span className={css.quiet}>({t(isBound ? 'phones.bound' : 'phones.unbound')})</span>
            {unprovenAt === null ? null : (
              <strong> {t('phones.no-key', { date: momentText(language, unprovenAt) })}</strong>
            )}
          </li>
        ))}
      </ul>
      {data.enrolment === null ? (
        <Sure ask="phones.lost" sure="phones.lost.sure" disabled={offline} onSure={lost} />
      ) : (
        <Enrolment enrolment={data.enrolment} offline={offline} />
      )}
      {failed ? <p role="alert">{t('failed')}</p> : null}
    </>
  );
}

function Enrolment({ enrolment, offline }: { enrolment: NonNullable<DeskPhonesJson['enrolment']>; offline: boolean }) {
  const t = useMessages(signInMessages);
  const { language } = useLanguage();
  const [code, setCode] = useState<z.infer<typeof enrolmentCodeSchema> | null>(null);
  const [state, setState] = useState<'asked' | 'failed' | 'hidden'>('asked');
  const date = momentText(language, enrolment.requestedAt);
  const make = async () => {
    const made = await sendApi('POST', `/api/desk/enrolments/${enrolment.requestId}`, {}, enrolmentCodeSchema);
    if (made.kind === 'ready') setCode(made.data);
    setState(made.kind === 'ready' ? 'asked' : 'failed');
  };
  if (state === 'hidden') return null;
  if (code !== null) {
    return (
      <>
        <Code text={`${window.location.origin}${code.path}`} />
        <p>{t('phones.code', { date: momentText(language, code.expiresAt) })}</p>
        <button type="button" className={css.button} onClick={() => setState('hidden')}>
          {t('phones.code.hide')}
        </button>
      </>
    );
  }
  return (
    <>
      <p>{t(enrolment.isMine ? 'phones.asked.mine' : 'phones.asked.other', { date })}</p>
      {enrolment.isMine ? null : <Sure ask="phones.make" sure="phones.make.sure" disabled={offline} onSure={make} />}
      {state === 'failed' ? <p role="alert">{t('failed')}</p> : null}
    </>
  );
}

interface SureProps {
  readonly ask: 'phones.lost' | 'phones.make';
  readonly sure: 'phones.lost.sure' | 'phones.make.sure';
  readonly disabled: boolean;
  onSure(): Promise<void>;
}

/** Asked twice: it cannot be taken back. */
function Sure({ ask, sure, disabled, onSure }: SureProps) {
  const t = useMessages(signInMessages);
  const [asks, setAsks] = useState<'no' | 'asks' | 'works'>('no');
  if (asks === 'no') {
    return (
      <button type="button" className={css.button} disabled={disabled} onClick={() => setAsks('asks')}>
        {t(ask)}
      </button>
    );
  }
  const act = async () => {
    setAsks('works');
    await onSure();
    setAsks('no');
  };
  return (
    <>
      <p role="alert">{t(sure)}</p>
      <p className={css.row}>
        <button type="button" className={css.button} disabled={disabled || asks === 'works'} onClick={() => void act()}>
          {t(ask)}
        </button>
        <button type="button" className={css.button} disabled={asks === 'works'} onClick={() => setAsks('no')}>
          {t('mine.cancel')}
        </button>
      </p>
    </>
  );
}

/** Drawn here, as one path: the address is a secret and goes to no image of anybody's. */
function Code({ text }: { text: string }) {
  const t = useMessages(signInMessages);
  const made = qrcode(0, 'M');
  made.addData(text, 'Byte');
  made.make();
  const size = made.getModuleCount();
  const marks: string[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (made.isDark(row, column)) marks.push(`M${column} ${row}h1v1h-1z`);
    }
  }
  return (
    <svg className={css.code} viewBox={`-2 -2 ${size + 4} ${size + 4}`} role="img" aria-label={t('phones.title')}>
      <path d={marks.join('')} fill="currentColor" shapeRendering="crispEdges" />
    </svg>
  );
}
