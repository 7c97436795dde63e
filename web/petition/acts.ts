/** What the person may do in a proceeding of theirs, as the server says; each with its request. Pure. */
import type { OwnProceedingJson } from '../../src/orders/process/contract.ts';

const CHANGES = ['address', 'conditions', 'kind', 'cancellation'] as const;
const ANSWERS = ['accepted', 'declined', 'withdrawn'] as const;

export type OwnAct =
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'appeal' }
  | { readonly kind: 'ask-extension'; readonly measureId: string; readonly measure: string }
  | { readonly kind: 'change'; readonly what: (typeof CHANGES)[number] }
  | { readonly kind: 'offer'; readonly answer: (typeof ANSWERS)[number]; readonly personId: string };

export function actsOf({ may, measures }: Pick<OwnProceedingJson, 'may' | 'measures'>): OwnAct[] {
  return may.flatMap(({ act, measureId, personId, which }): OwnAct[] => {
    if (act === 'withdraw' || act === 'appeal') return [{ kind: act }];
    if (act === 'ask-extension' && measureId !== null) {
      return [{ kind: act, measureId, measure: measures.find((one) => one.measureId === measureId)?.measure ?? '' }];
    }
    const what = CHANGES.find((one) => one === which);
    if (act === 'ask-change' && what !== undefined) return [{ kind: 'change', what }];
    const answer = ANSWERS.find((one) => one === which);
    if (act === 'answer-offer' && answer !== undefined && personId !== null)
      return [{ kind: 'offer', answer, personId }];
    return [];
  });
}

export function requestOfAct(act: OwnAct, text: string): object {
  const said = text.trim() === '' ? {} : { text: text.trim() };
  switch (act.kind) {
    case 'withdraw':
    case 'appeal':
      return { act: act.kind, ...said };
    case 'ask-extension':
      return { act: 'ask-extension', measureId: act.measureId, ...said };
    case 'change':
      return { act: 'ask-change', what: act.what, ...said };
    case 'offer':
      return { act: 'answer-offer', personId: act.personId, answer: act.answer };
  }
}
