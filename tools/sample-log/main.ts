/** `node tools/sample-log/main.ts`: writes testdata/sample-log/ anew, and beside it an earlier checkpoint of the same log. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeSampleLog } from './make.ts';

const SAMPLE_SIZE = 700;
const PER_PERIOD = 100;
const EARLIER_SIZE = 300;

const folder = join(import.meta.dirname, '../../testdata');
const log = makeSampleLog(SAMPLE_SIZE, PER_PERIOD, EARLIER_SIZE);
await rm(join(folder, 'sample-log'), { recursive: true, force: true });
for (const { path, bytes } of log.files) {
  const file = join(folder, 'sample-log', path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
}
await writeFile(join(folder, 'sample-log.earlier-checkpoint'), log.earlier);
process.stdout.write(`${SAMPLE_SIZE} entries in testdata/sample-log\n`);
