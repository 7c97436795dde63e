/**
 * A file to take away, which may take a fresh proof and a second person: the button, what came of it, and the files of that kind that wait. Fails toward
 * saying so: a file that was not saved is never passed over.
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
  readonly name: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function SaveFile({ what, path, name, className, children }: SaveFileProps) {
  const t = useMessages(secondMessages);
  useStepUp();
  const [said, setSaid] = useState<'asked' | 'failed' | null>(null);
  const [waiting, setWaiting] = useState<readonly WaitingFile[]>([]);
  const reload = useCallback(async () => {
    const found = await loadWaitingFiles(what);
    // What could not be read keeps what was shown: the server is asked again with every act.
    if (found !== null) setWaiting(found);
  }, [what]);
  useEffect(() => void reload(), [reload]);
  const save = async (from: string) => {
    const done = await download(from, name);
    setSaid(done === 'saved' ? null : done === 'waits' ? 'asked' : 'failed');
    // What was confirmed and did not come stays on the page: for some minutes the same button brings it.
    if (done !== 'failed') await reload();
  };
  const end = async (actId: string) => {
    setSaid((await endWaiting(actId)) ? null : 'failed');
    await reload();
  };
  return (
    <>
      <button type="button" className={className} onClick={() => void save(path)}>
        {children}
      </button>
      {said === null ? null : (
        <p role={said === 'failed' ? 'alert' : 'status'} className={css.said} data-kind={said}>
          {t(said)}
        </p>
      )}
      {waiting.length === 0 ? null : <Waiting files={waiting} onSave={save} onEnd={end} />}
    </>
  );
}

interface WaitingProps {
  readonly files: readonly WaitingFile[];
  onSave(path: string): Promise<void>;
  onEnd(actId: string): Promise<void>;
}

function Waiting({ files, onSave, onEnd }: WaitingProps) {
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
                <button type="button" onClick={() => void onSave(`${path}?${new URLSearchParams(query)}`)}>
                  {t('confirm')}
                </button>
              )}
              <button type="button" onClick={() => void onEnd(actId)}>
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
