/** What `magpie replay` does, in stages with their times, as JSON: a process of its own, so that it is as cold as the command is. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { batchesOfLines, openInput } from '../../src/cli/line-io.ts';
import { type Recorded, readRecorded } from '../../src/cli/replay/inputs.ts';
import { readOrders } from '../../src/cli/replay/orders.ts';
import { runReplay } from '../../src/cli/replay/run-clock.ts';

export interface Stages {
  /** Reading and decoding orders and fixes. */
  readonly readS: number;
  /** Engine and output, which here goes nowhere. */
  readonly runS: number;
}

const { values } = parseArgs({ options: { orders: { type: 'string' }, fixes: { type: 'string' } } });
const startMs = performance.now();
const orders = readOrders(await readFile(values.orders ?? '', 'utf8'));
const input = await openInput(values.fixes, process.stdin);
if (orders === null || input === null || orders.problems.length > 0)
  throw new Error('the files of the replay are not right');
const records: Recorded[] = [];
for await (const lines of batchesOfLines(input)) {
  for (const line of lines) {
    const record = readRecorded(line);
    if (typeof record === 'string') throw new Error(record);
    records.push(record);
  }
}
records.sort((a, b) => a.receivedAtMs - b.receivedAtMs);
const readMs = performance.now();
await runReplay({ orders, records, tickMs: 5_000, untilMs: null }, () => Promise.resolve(true));
const endMs = performance.now();
const stages: Stages = { readS: (readMs - startMs) / 1_000, runS: (endMs - readMs) / 1_000 };
process.stdout.write(JSON.stringify(stages));
