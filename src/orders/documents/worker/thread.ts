/** The worker's thread: looks through uploads and sets orders, which each take longer than the event loop may be held. */
import { parentPort } from 'node:worker_threads';
import { unreachable } from '../../../core/assert.ts';
import { checkDocument } from '../check-document.ts';
import { setConfirmation } from '../confirmation-pdf/set-confirmation.ts';
import { setOrderPdf } from '../order-pdf/set-order.ts';
import type { Answered, Answers, Asked, Task } from './tasks.ts';

function work(task: Task): Answers[Task['kind']] | Promise<Answers[Task['kind']]> {
  switch (task.kind) {
    case 'check':
      return checkDocument(task.bytes);
    case 'order-pdf':
      return setOrderPdf(task.content);
    case 'confirmation-pdf':
      return setConfirmation(task.content);
    default:
      return unreachable(task);
  }
}

parentPort?.on('message', async ({ number, task }: Asked) => {
  let answered: Answered;
  try {
    answered = { number, answer: await work(task) };
  } catch (error) {
    const { name, stack } = error instanceof Error ? error : { name: typeof error, stack: '' };
    answered = { number, failed: `${name} ${/\n\s+(at .*)/.exec(stack ?? '')?.[1] ?? ''}` };
  }
  parentPort?.postMessage(answered);
});
