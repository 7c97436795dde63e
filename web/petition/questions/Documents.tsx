import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../../ui/cx.ts';
import { MEDIA_TYPES, refusedAtOnce, type SendingFault, sendFile } from '../attach.ts';
import { usePetition } from '../context.ts';
import { PETITION_LIMITS } from '../limits.ts';
import { Page } from '../Page.tsx';
import styles from '../petition.module.css';
import { useQuestion } from '../use-question.ts';

const MB = PETITION_LIMITS.documentBytes / (1024 * 1024);

interface Upload {
  readonly key: number;
  readonly file: File;
  readonly share: number;
  readonly failed: SendingFault | 'full' | null;
}

/** Files that go with it: each is sent when it is chosen, tried again on a poor network, and can be removed. */
export function Documents() {
  const { store } = usePetition();
  const q = useQuestion('documents');
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const count = useRef(0);
  /** What takes back those that are on their way: a file that was removed, or left, does not go with it after all. */
  const takeBack = useRef(new Map<number, () => void>());
  useEffect(() => {
    const all = takeBack.current;
    return () => {
      for (const abort of all.values()) abort();
    };
  }, []);
  if (q === null) return null;
  const { t, draft, progress, set, submit } = q;
  const change = (key: number, change: Partial<Upload> | null) =>
    setUploads((all) =>
      all.flatMap((one) => (one.key !== key ? [one] : change === null ? [] : [{ ...one, ...change }])),
    );
  const send = (key: number, file: File) => {
    change(key, { share: 0, failed: null });
    const abort = sendFile(
      file,
      (share) => change(key, { share }),
      (sending) => {
        takeBack.current.delete(key);
        if (sending.kind === 'failed') return change(key, { failed: sending.why });
        change(key, null);
        const document = { ...sending.document, name: file.name.slice(0, PETITION_LIMITS.shortLength) };
        // The same bytes again are the same document.
        store.change((before) =>
          before.documents.some(({ documentId }) => documentId === document.documentId)
            ? before
            : { ...before, documents: [...before.documents, document] },
        );
      },
    );
    takeBack.current.set(key, abort);
  };
  const remove = (key: number) => {
    takeBack.current.get(key)?.();
    takeBack.current.delete(key);
    change(key, null);
  };
  const isSending = uploads.some(({ failed }) => failed === null);
  const choose = (files: readonly File[]) => {
    files.forEach((file, i) => {
      count.current += 1;
      const key = count.current;
      const isFull = draft.documents.length + uploads.length + i >= PETITION_LIMITS.documents;
      const failed = isFull ? 'full' : refusedAtOnce(file);
      setUploads((all) => [...all, { key, file, share: 0, failed }]);
      if (failed === null) send(key, file);
    });
  };
  return (
    <Page
      title={t('documents.title')}
      hint={t('documents.line', { size: MB, count: PETITION_LIMITS.documents })}
      {...{ progress }}
      submit={t('continue')}
      onSubmit={() => (isSending ? [{ field: 'files', code: 'documents.sending' }] : submit())}
    >
      <p className={styles.note}>
        {t('documents.day')} {t('documents.place')}
      </p>
      <div className={styles.field}>
        <label htmlFor="files">{t('documents.choose')}</label>
        <input
          id="files"
          type="file"
          multiple
          accept={MEDIA_TYPES.join(',')}
          onChange={(event) => {
            choose([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </div>
      {draft.documents.length + uploads.length === 0 && <p className={styles.hint}>{t('documents.none')}</p>}
      <ul className={styles.list}>
        {draft.documents.map((document) => (
          <li key={document.documentId} className={styles.card}>
            <p>{document.name}</p>
            <Button
              className={cx(styles.plain)}
              aria-label={t('item.remove.what', { what: document.name })}
              onPress={() => set({ documents: draft.documents.filter((one) => one !== document) })}
            >
              {t('item.remove')}
            </Button>
          </li>
        ))}
        {uploads.map(({ key, file, share, failed }) => (
          <li key={key} className={styles.card}>
            <p role={failed === null ? undefined : 'alert'} className={failed === null ? undefined : styles.problem}>
              {failed === null
                ? t('documents.sending', { name: file.name, percent: Math.round(share * 100) })
                : t(`documents.failed.${failed}`, { name: file.name, size: MB, count: PETITION_LIMITS.documents })}
            </p>
            {failed === null && (
              <div className={styles.bar}>
                <span style={{ width: `${share * 100}%` }} />
              </div>
            )}
            <div className={styles.row}>
              {(failed === 'no-connection' || failed === 'enough') && (
                <Button className={cx(styles.button)} onPress={() => send(key, file)}>
                  {t('documents.again')}
                </Button>
              )}
              <Button
                className={cx(styles.plain)}
                aria-label={t('item.remove.what', { what: file.name })}
                onPress={() => remove(key)}
              >
                {t('item.remove')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Page>
  );
}
