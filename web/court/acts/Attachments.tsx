import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { CallFailed } from '../../ui/call.ts';
import buttons from '../parts/Buttons.module.css';
import { Field } from '../parts/Field.tsx';
import type { CourtWords } from '../words.ts';
import { sendDocument } from './send-document.ts';
import type { Attachment } from './values.ts';

const BYTES_MAX = 10 * 1024 * 1024;
const COUNT_MAX = 20;

interface AttachmentsProps {
  readonly words: CourtWords;
  readonly value: readonly Attachment[];
  /** What is wrong with what is there, in words; null: nothing. */
  readonly error: string | null;
  /** By what is there when the answer comes, not when the file was chosen: other fields are filled in meanwhile. */
  readonly onChange: (change: (before: readonly Attachment[]) => readonly Attachment[]) => void;
}

/** Documents that go with an act: each is sent when it is chosen, and bound when the act is. */
export function Attachments({ words, value, error, onChange }: AttachmentsProps) {
  const { t } = words;
  const [failed, setFailed] = useState<CallFailed | null>(null);
  const add = async (file: File | undefined) => {
    if (file === undefined) return;
    setFailed(file.size > BYTES_MAX ? new CallFailed('too-large', '') : null);
    if (file.size > BYTES_MAX) return;
    const sending: Attachment = { documentId: null, name: file.name };
    onChange((before) => [...before, sending]);
    try {
      const { documentId } = await sendDocument(file);
      onChange((before) => sentOf(before, sending, documentId));
    } catch (cause) {
      onChange((before) => before.filter((one) => one !== sending));
      if (!(cause instanceof CallFailed)) throw cause;
      setFailed(cause);
    }
  };
  return (
    <>
      <Field
        id="attachments"
        label={t('attach.title')}
        isOptional={t('optional')}
        hint={t('attach.hint')}
        error={failed === null ? error : <Refused words={words} failed={failed} />}
      >
        {(field) => (
          <input
            {...field}
            type="file"
            accept=".pdf,.png,.jpg,.jpeg,.txt"
            disabled={value.length >= COUNT_MAX}
            onChange={(event) => {
              void add(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
        )}
      </Field>
      <div role="status">
        <ul>
          {value.map((one, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two on their way may be called alike, and none moves
            <li key={i} className={buttons.row}>
              <span>{one.documentId === null ? t('attach.sending', { name: one.name }) : one.name}</span>
              <button
                type="button"
                className={buttons.small}
                aria-label={t('attach.remove', { name: one.name })}
                onClick={() => onChange((before) => before.filter((other) => other !== one))}
              >
                <Trash2 size="1.1em" aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

/** One that was removed meanwhile stays removed; the same bytes again are the same document, listed once. */
function sentOf(before: readonly Attachment[], sending: Attachment, documentId: string): readonly Attachment[] {
  if (before.some((one) => one.documentId === documentId)) return before.filter((one) => one !== sending);
  return before.map((one) => (one === sending ? { ...one, documentId } : one));
}

/** These say of a file what the server found; the others say what is wrong between page and server. */
const OF_THE_FILE: ReadonlySet<string> = new Set(['invalid', 'conflict', 'busy', 'too-many']);

function Refused({ words, failed }: { words: CourtWords; failed: CallFailed }) {
  const { code, message } = failed;
  if (code === 'too-large') return words.t('attach.too-large');
  return (
    <span role="alert">
      {OF_THE_FILE.has(code) ? words.t('attach.failed') : words.error(failed).said}{' '}
      {message === '' ? null : <q lang="en">{message}</q>}
    </span>
  );
}
