import { Download } from 'lucide-react';
import type { ProceedingDetailJson } from '../../../src/orders/process/contract.ts';
import { Section } from '../parts/Section.tsx';
import type { CourtWords } from '../words.ts';
import css from './Documents.module.css';
import { Paper } from './Paper.tsx';
import { hasPaper, sizeText } from './paper-state.ts';

type Document = ProceedingDetailJson['documents'][number];

/** What came with acts and what was made of the order, to be saved; the order's paper. */
export function Documents({ words, detail }: { words: CourtWords; detail: ProceedingDetailJson }) {
  const { t } = words;
  const { documents } = detail;
  if (documents.length === 0 && !hasPaper(detail)) return null;
  return (
    <Section id="documents" title={t('docs.title')}>
      {documents.length === 0 ? <p className={css.facts}>{t('docs.none')}</p> : null}
      <ul className={css.documents}>
        {documents.map((one) => (
          <li key={`${one.documentId}-${one.what}-${one.version ?? ''}`}>
            <Name words={words} document={one} />
            <p className={css.facts}>{factsOf(words, detail, one).join(' · ')}</p>
          </li>
        ))}
      </ul>
      <Paper words={words} detail={detail} />
    </Section>
  );
}

/** What was erased cannot be saved; of what is damaged the server says so. */
function Name({ words, document }: { words: CourtWords; document: Document }) {
  const { t } = words;
  const { documentId, name, state } = document;
  if (state === 'erased') return <p className={css.unknown}>{t('docs.erased')}</p>;
  const shown = name ?? t(state === 'damaged' ? 'docs.damaged' : 'docs.unnamed');
  return (
    <a href={`/api/documents/${documentId}`} download className={css.save}>
      <Download size="1.1em" aria-hidden="true" /> {shown}
    </a>
  );
}

const KINDS: Readonly<Record<Document['mediaType'], string>> = {
  'application/pdf': 'PDF',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'text/plain': 'TXT',
};

function factsOf(words: CourtWords, detail: ProceedingDetailJson, document: Document): string[] {
  const { t } = words;
  const { what, version, number, mediaType, sizeBytes } = document;
  const event = detail.events.find((one) => one.number === number);
  return [
    t(`docs.${what}`),
    ...(version === null ? [] : [t('versions.version', { version })]),
    ...(event === undefined ? [] : [words.moment(event.atMs)]),
    `${KINDS[mediaType]}, ${sizeText(words.language, sizeBytes)}`,
  ];
}
