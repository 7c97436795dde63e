import type { OpenedRecordJson, RecordJson } from '../../../src/orders/linking/contract.ts';
import css from './Sides.module.css';
import type { LinkingWords } from './use-linking-words.ts';

interface SidesProps {
  readonly words: LinkingWords;
  readonly titles: readonly [string, string];
  readonly a: RecordJson;
  readonly b: RecordJson;
  /** Null: they were not opened, and their names are not shown. Absent: nothing is asked about them. */
  readonly opened?: { readonly a: OpenedRecordJson; readonly b: OpenedRecordJson } | null;
}

/** Two records side by side, a line for each thing that is known of them; on a narrow screen as well, since they are to be compared. */
export function Sides({ words, titles, a, b, opened }: SidesProps) {
  const { t } = words;
  const known = (text: string | null | undefined) => text ?? t('record.unknown');
  const person = (of: (record: OpenedRecordJson) => string): readonly [string, string] =>
    opened === null || opened === undefined ? [t('record.hidden'), t('record.hidden')] : [of(opened.a), of(opened.b)];
  const rows: readonly (readonly [string, readonly [string, string]])[] = [
    ...(opened === undefined
      ? []
      : ([
          [t('record.name'), person((record) => known(record.name))],
          [t('record.birth'), person(({ birthDate }) => known(birthDate === null ? null : words.date(birthDate)))],
          [
            t('record.identifier'),
            person(({ identifierEnd: end }) => known(end === null ? null : t('record.identifier.end', { end }))),
          ],
        ] as const)),
    [t('record.cases'), [words.cases(a.cases), words.cases(b.cases)]],
    [t('record.device'), [device(words, a), device(words, b)]],
    [t('record.agency'), [a.agencyName, b.agencyName]],
    [t('record.registered'), [words.day(a.registeredAtMs), words.day(b.registeredAtMs)]],
  ];
  return (
    <table className={css.sides}>
      <thead>
        <tr>
          <td />
          {titles.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, [left, right]]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{left}</td>
            <td>{right}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function device({ t }: LinkingWords, { wearsDevice }: RecordJson): string {
  return t(wearsDevice ? 'record.device.yes' : 'record.device.no');
}
