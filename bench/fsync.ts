/** The bare cost of durability on this disk: an 8 kB append and fdatasync, again and again, like a write-ahead log's. */
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Spread, spreadOf } from './percentiles.ts';

export async function measureFsync(folder: string, times: number): Promise<Spread> {
  const path = join(folder, 'fsync-probe');
  const file = await open(path, 'w');
  const block = Buffer.alloc(8_192, 1);
  const tookMs: number[] = [];
  try {
    for (let i = 0; i < times; i += 1) {
      const startMs = performance.now();
      await file.write(block);
      await file.datasync();
      tookMs.push(performance.now() - startMs);
    }
  } finally {
    await file.close();
    await rm(path);
  }
  return spreadOf(tookMs);
}
