import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import buttons from '../parts/Buttons.module.css';
import { Field } from '../parts/Field.tsx';
import type { CourtWords } from '../words.ts';

/** Null: the server takes no documents, and nothing is shown. Where it does: '/api/documents'. */
const UPLOADS: string | null = null;
const BYTES_MAX = 10 * 1024 * 1024;
const COUNT_MAX = 20;
const uploadedSchema = z.object({ documentId: z.uuid() });

export interface Attachment {
  readonly documentId: string;
  readonly name: string;
}

interface AttachmentsProps {
  readonly words: CourtWords;
  readonly value: readonly Attachment[];
  readonly onChange: (value: readonly Attachment[]) => void;
}

/** Documents that go with an act: each is sent when it is chosen, and bound when the act is. */
export function Attachments({ words, value, onChange }: AttachmentsProps) {
  const { t } = words;
  const [state, setState] = useState<'still' | 'sending' | 'failed' | 'too-large'>('still');
  if (UPLOADS === null) return null;
  const add = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > BYTES_MAX) return setState('too-large');
    setState('sending');
    const documentId = await upload(UPLOADS, file);
    setState(documentId === null ? 'failed' : 'still');
    if (documentId !== null) onChange([...value, { documentId, name: file.name }]);
  };
  const error = state === 'failed' || state === 'too-large' ? t(`attach.${state}`) : null;
  return (
    <>
      <Field
        id="attachments"
        label={t('attach.title')}
        isOptional={t('optional')}
        hint={t('attach.hint')}
        error={error}
      >
        {(field) => (
          <input
            {...field}
            type="file"
            accept=".pdf,.png,.jpg,.jpeg,.txt"
            disabled={state === 'sending' || value.length >= COUNT_MAX}
            onChange={(event) => {
              void add(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
        )}
      </Field>
      <ul role="status">
        {value.map(({ documentId, name }) => (
          <li key={documentId} className={buttons.row}>
            {name}
            <button
              type="button"
              className={buttons.small}
              aria-label={t('attach.remove', { name })}
              onClick={() => onChange(value.filter((one) => one.documentId !== documentId))}
            >
              <Trash2 size="1.1em" aria-hidden="true" />
            </button>
          </li>
        ))}
        {state === 'sending' ? <li>{t('sending')}</li> : null}
      </ul>
    </>
  );
}

/** Null: it was not taken. */
async function upload(path: string, file: File): Promise<string | null> {
  const headers = {
    'x-magpie': '1',
    'content-type': 'application/octet-stream',
    'x-file-name': encodeURIComponent(file.name),
  };
  const response = await fetch(path, { method: 'POST', headers, body: file, credentials: 'same-origin' }).catch(
    (error: unknown) => {
      if (error instanceof TypeError) return null;
      throw error;
    },
  );
  if (response === null || !response.ok) return null;
  const parsed = uploadedSchema.safeParse(await response.json().catch(() => null));
  return parsed.success ? parsed.data.documentId : null;
}
