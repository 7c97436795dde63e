/**
 * What the reader may do, as the server's own state machine answered: one task for each, and nothing else. Answers that differ only in
 * one word (how it ends, what is changed) are one task with a choice. Pure.
 */
import type { MayDo } from '../../../src/orders/process/contract.ts';

export interface Task {
  /** Stands in the address: `decide`, `fit.<measure>`, `answer-offer.<person>`. */
  readonly key: string;
  readonly act: string;
  readonly measureId: string | null;
  readonly personId: string | null;
  /** What may be chosen, where there is a choice. */
  readonly choices: readonly string[];
}

/** What moves the matter on stands first; what ends it last. */
const ORDER = [
  'file',
  'ask',
  'decline',
  'impose',
  'ask-approval',
  'hear',
  'appoint-assistant',
  'order-interim',
  'decide',
  'decide-extension',
  'decide-change',
  'decide-appeal',
  'serve',
  'fit',
  'miss-fitting',
  'offer',
  'answer-offer',
  'ask-extension',
  'ask-change',
  'appeal',
  'withdraw',
  'end',
];

export function tasksOf(may: readonly MayDo[]): Task[] {
  const tasks = new Map<string, Task>();
  for (const { act, measureId, personId, which } of may) {
    const key = [act, measureId ?? personId].filter((part) => part !== null).join('.');
    const before = tasks.get(key);
    const choices = [...(before?.choices ?? []), ...(which === null || which === '' ? [] : [which])];
    tasks.set(key, { key, act, measureId, personId, choices });
  }
  return [...tasks.values()].sort((a, b) => rank(a.act) - rank(b.act));
}

/** A kind of act that this page does not know yet comes last, and is shown all the same. */
function rank(act: string): number {
  const at = ORDER.indexOf(act);
  return at === -1 ? ORDER.length : at;
}

/** 1 to 9: the key that opens the task; null: there are more tasks than keys. */
export function keyOfTask(index: number): string | null {
  return index < 9 ? String(index + 1) : null;
}

export type Part = 'choice' | 'result' | 'wanted' | 'measures' | 'until' | 'reasons' | 'conditions' | 'text' | 'at';

const PARTS: Readonly<Record<string, readonly Part[]>> = {
  ask: ['choice', 'text'],
  file: ['measures', 'text'],
  decline: ['reasons', 'text'],
  impose: ['wanted', 'conditions', 'text', 'at'],
  'ask-approval': ['text'],
  hear: ['at', 'text'],
  'appoint-assistant': ['choice', 'text'],
  'order-interim': ['wanted', 'conditions', 'text'],
  decide: ['wanted', 'reasons', 'conditions', 'text'],
  'decide-extension': ['result', 'until', 'reasons', 'text'],
  'decide-change': ['result', 'wanted', 'conditions', 'reasons', 'text'],
  'decide-appeal': ['result', 'text'],
  serve: ['at', 'text'],
  appeal: ['at', 'text'],
  fit: ['at', 'text'],
  'miss-fitting': ['at', 'text'],
  offer: ['at', 'text'],
  'answer-offer': ['choice', 'at', 'text'],
  'ask-extension': ['text'],
  'ask-change': ['choice', 'text'],
  end: ['choice', 'at', 'text'],
  withdraw: ['text'],
};

/** What its form asks for. A change's parts hang on what is changed. */
export function partsOf({ act, choices }: Task): readonly Part[] {
  const parts = PARTS[act] ?? ['text'];
  if (act !== 'decide-change') return parts;
  const what = choices[0] ?? '';
  return parts.filter(
    (part) =>
      (part !== 'wanted' || what === 'kind') &&
      (part !== 'conditions' || what === 'conditions' || what === 'address' || what === 'kind'),
  );
}

/** What is read over once more before it is sent: it orders, refuses or ends something. */
const WEIGHTY: ReadonlySet<string> = new Set([
  ...['file', 'decline', 'impose', 'order-interim', 'decide', 'decide-extension', 'decide-change', 'decide-appeal'],
  ...['end', 'withdraw'],
]);

export function isWeighty(act: string): boolean {
  return WEIGHTY.has(act);
}
