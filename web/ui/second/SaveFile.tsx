/**
 * A file to take away, which may take a fresh proof and a second person: the button, what came of it, and the files of that kind that wait. Fails toward
 * saying so: a file that was not saved is never passed over, nor that nobody knows which wait.
 */
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useLanguage, useMessages } from '../messages/MessagesProvider.tsx';
import { type SecondKey, secondMessages } from '../messages/second/catalogue.ts';
import type { Lookup } from '../messages/translate.ts';
import { download } from '../sign-in/download.ts';
import { useStepUp } from '../sign-in/MySignIn.tsx';
import { momentText } from '../words/moment.ts';
import css from './SaveFile.module.css';
import { endWaiting, loadWaitingFiles, type WaitingFile } from './waiting.ts';

interface SaveFileProps {
  /** The act's name at the server: `export.register`. */
  readonly what: string;
  readonly path: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function SaveFile({ what, path, className, children }: SaveFileProps) {
  const t = useMessages(secondMessages);
  useStepUp();
  const [said, setSaid] = useState<'asked' | 'failed' | null>(null);
  /** Null: it could not be read. */
  const [waiting, setWaiting] = useState<readonly WaitingFile[] | null>([]);
  const [works, setWorks] = useState(false);
  // Nothing is offered of a list that could not be read: to confirm what is answered already would ask for it anew.
  const reload = useCallback(async () => setWaiting(await loadWaitingFiles(what)), [what]);
  useEffect(() => void reload(), [reload]);
  const act = async (done: Promise<'asked' | 'failed' | null>, keepsWhenFailed = false) => {
    setWorks(true);
    const came = await done;
    setSaid(came);
    if (!(keepsWhenFailed && came === 'failed')) await reload();
    setWorks(false);
  };
  // What was confirmed and did not come stays on the page: for some minutes the same button brings it.
  const save = (from: string) =>
    act(
      download(from).then((done) => SAID[done]),
      true,
    );
  const end = (actId: string) => act(endWaiting(actId).then((isDone) => (isDone ? null : 'failed')));
  return (
    <>
      <button type="button" className={className} disabled={works} onClick={() => void save(path)}>
        {children}
      </button>
      {said === null ? null : (
        <p role={said === 'failed' ? 'alert' : 'status'} className={css.said} data-kind={said}>
          {t(said)}
        </p>
      )}
      {waiting === null ? (
        <p role="alert" className={css.said} data-kind="failed">
          {t('unread')}
        </p>
      ) : null}
      {waiting === null || waiting.length === 0 ? null : (
        <Waiting files={waiting} works={works} onSave={save} onEnd={end} />
      )}
    </>
  );
}

const SAID = { saved: null, waits: 'asked', failed: 'failed' } as const;

interface WaitingProps {
  readonly files: readonly WaitingFile[];
  /** An act is under way: a second press would be an act of its own. */
  readonly works: boolean;
  onSave(path: string): Promise<void>;
  onEnd(actId: string): Promise<void>;
}

function Waiting({ files, works, onSave, onEnd }: WaitingProps) {
  const t = useMessages(secondMessages);
  const { language } = useLanguage();
  const time = (atMs: number) => momentText(language, new Date(atMs).toISOString());
  return (
    <section className={css.waiting} aria-label={t('title')}>
      <h3>{t('title')}</h3>
      <ul>
        {files.map(({ actId, isMine, askedAtMs, expiresAtMs, article, path, query }) => (
          <li key={actId}>
            <p>
              <b>{titleOf(path, query, t)}</b>
            </p>
            <p>{t(isMine ? 'mine' : 'theirs', { asked: time(askedAtMs), until: time(expiresAtMs) })}</p>
            <p className={css.quiet}>{t('why', { article })}</p>
            <p className={css.row}>
              {isMine ? null : (
                <button
                  type="button"
                  disabled={works}
                  onClick={() => void onSave(`${path}?${new URLSearchParams(query)}`)}
                >
                  {t('confirm')}
                </button>
              )}
              <button type="button" disabled={works} onClick={() => void onEnd(actId)}>
                {t(isMine ? 'take-back' : 'refuse')}
              </button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Which file: its period, and what it is by the server's own codes. */
function titleOf(path: string, query: WaitingFile['query'], t: Lookup<SecondKey>): string {
  const { from, to, ...more } = query;
  const period = from === undefined || to === undefined ? [] : [t('period', { from, to })];
  const register = /registers\/([a-z]+)\/csv$/.exec(path)?.[1];
  return [...(register === undefined ? [] : [register]), ...Object.values(more), ...period, 'CSV'].join(' · ');
}
