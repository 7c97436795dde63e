/** The request that a finished draft is sent as. Pure. */
import type { LawJson } from '../../src/orders/process/contract.ts';
import type { Draft } from './draft.ts';
import { officesFor, type Path, type Role, wantedOf } from './paths.ts';

const OFFICE_OF: Readonly<Partial<Record<Role, string>>> = {
  court: 'courtId',
  authority: 'courtId',
  prosecutor: 'prosecutionId',
  police: 'policeId',
};

/** The one it goes to: that which was chosen, or the only one there is; null: whoever comes to it first names it. */
export function officeOf(law: LawJson, path: Path, draft: Pick<Draft, 'officeId'>) {
  const offices = officesFor(law, path);
  const chosen = offices.find(({ agencyId }) => agencyId === draft.officeId);
  return chosen ?? (offices.length === 1 ? offices[0]! : null);
}

export function requestOf(law: LawJson, path: Path, draft: Draft, text: string): object {
  const common = { text, documents: draft.documents.map(({ documentId }) => documentId) };
  const office = officeOf(law, path, draft);
  const place = OFFICE_OF[path.to];
  const act =
    path.act === 'ask'
      ? { act: 'ask', of: path.to, ...common }
      : {
          act: 'file',
          measures: wantedOf(path, draft).map(({ id }) => id),
          afterId: path.after?.proceedingId ?? null,
          ...common,
        };
  return {
    procedure: path.procedure.id,
    offices: office === null || place === undefined ? {} : { [place]: office.agencyId },
    act,
  };
}
