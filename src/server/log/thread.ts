/**
 * The log's thread: sequencing, hashing and writing files, away from the event loop of fixes and warnings, with connections of its own. It
 * is told the time: it has no clock.
 */
import { randomBytes } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { unreachable } from '../../core/assert.ts';
import { addCosignatures, LogPublisher, loadLogKey, readWitnesses } from '../../safeguards/service.ts';
import { PgDatabase } from '../database.ts';
import type { LogAnswered, LogAnswers, LogAsked, LogTask, ThreadSetting } from './tasks.ts';

const { appUrl, folder, keyFile, witnessFile, origin, cadenceMs, entriesPerPeriod } = workerData as ThreadSetting;
const database = new PgDatabase(appUrl, { connections: 2, task: 'server' });
let publisher: LogPublisher | null = null;

async function work(task: LogTask): Promise<LogAnswers[LogTask['kind']]> {
  const key = await loadLogKey(keyFile, origin);
  publisher ??= new LogPublisher({ database, key, folder, randomBytes, cadenceMs, entriesPerPeriod });
  switch (task.kind) {
    case 'run':
      return await publisher.run(task.nowMs);
    case 'cosign': {
      const witnesses = await readWitnesses(witnessFile);
      return await publisher.inTurn((files) => addCosignatures(files, key, witnesses, task.note, task.nowMs));
    }
    default:
      return unreachable(task);
  }
}

parentPort?.on('message', async (asked: LogAsked | 'close') => {
  if (asked === 'close') {
    await database.close().catch(() => undefined);
    parentPort?.close();
    return;
  }
  let answered: LogAnswered;
  try {
    answered = { number: asked.number, answer: await work(asked.task) };
  } catch (error) {
    const { name, message, code = '' } = error as NodeJS.ErrnoException;
    answered = { number: asked.number, failed: `${name} ${code}: ${message}` };
  }
  parentPort?.postMessage(answered);
});
