import { expect, test } from 'vitest';
import { orderSample } from '../order-pdf/order.fixture.ts';
import { TEXT } from '../samples.fixture.ts';
import { DocumentWorker } from './document-worker.ts';

test('(H-327) a task that takes too long is given up, and the next has a thread of its own', async () => {
  // The first render reads fonts: longer than a millisecond on any machine.
  const impatient = new DocumentWorker(1);
  await expect(impatient.renderOrderPdf(orderSample('ko'))).rejects.toThrow('it took too long');
  await impatient.close();
  const worker = new DocumentWorker();
  const broken = worker.renderOrderPdf({ language: 'xx' } as never);
  const next = worker.check(TEXT);
  await expect(broken).rejects.toMatchObject({ name: 'DocumentWorkError' });
  expect(await next).toEqual({ ok: true, value: 'text/plain' });
  await worker.close();
});

test('(H-327) what waits when it closes fails, and what comes later', async () => {
  const worker = new DocumentWorker();
  const waiting = [worker.check(TEXT), worker.check(TEXT)].map((one) => one.catch((error: Error) => error.message));
  await worker.close();
  expect(await Promise.all(waiting)).toEqual(['the worker was closed', 'the worker was closed']);
  await expect(worker.check(TEXT)).rejects.toThrow('closed');
});

test('the event loop goes on while a paper is set', async () => {
  const worker = new DocumentWorker();
  await worker.check(TEXT);
  let longestMs = 0;
  let lastMs = performance.now();
  const timer = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - lastMs);
    lastMs = performance.now();
  }, 1);
  const startedMs = performance.now();
  await worker.renderOrderPdf(orderSample('ko'));
  const tookMs = performance.now() - startedMs;
  clearInterval(timer);
  // Not held for the whole of it: a machine that is busy with other tests may hold it for a while.
  expect(longestMs).toBeLessThan(Math.max(50, tookMs / 2));
  await worker.close();
});
