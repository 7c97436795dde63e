/**
 * `npm run bench [-- ingest|latency]`: durable fixes a second with the acknowledgement's latency at rising load, and the time
 * from a fix to the frame on the protected person's socket, beside the bare cost of fdatasync on the same disk in the same
 * run. Tables in Markdown on standard output, progress on standard error.
 */
import { cpus } from 'node:os';
import { systemClock } from '../src/core/clock.ts';
import { utcDay } from '../src/core/time.ts';
import { measureFsync } from './fsync.ts';
import { markdownRow } from './percentiles.ts';
import { openSetting, type Setting } from './setting.ts';

const CASES = 500;
const WARM_UP_S = 5;
const SECONDS = 15;
const INGEST_RATES = [500, 1_000, 2_000, 4_000, 8_000, 16_000];
const LATENCY_RATES = [1_000, 2_500, 5_000, 7_500, 10_000];
const FSYNCS = 500;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

async function printFsync(setting: Setting, when: string): Promise<void> {
  const { p50, p99, p999 } = await measureFsync(setting.folder, FSYNCS);
  print(`Bare fdatasync of 8 kB on this disk, ${when}: p50 ${p50} ms, p99 ${p99} ms, p99.9 ${p999} ms.`);
}

async function benchIngest(setting: Setting): Promise<void> {
  print('### (a) Ingest: durable fixes over HTTP keep-alive, 1,000 connections');
  print();
  print(markdownRow(['offered /s', 'acknowledged /s', 'refused', 'ack p50 ms', 'p99', 'p99.9']));
  print(markdownRow(['---:', '---:', '---:', '---:', '---:', '---:']));
  for (const perSecond of INGEST_RATES) {
    say(`ingest: ${perSecond}/s`);
    const load = { devices: setting.devices, cookies: [], perSecond, warmUpS: WARM_UP_S, seconds: SECONDS };
    const { acknowledgedPerSecond, refused, acknowledgement: ack } = await setting.load(load);
    print(markdownRow([perSecond, acknowledgedPerSecond, refused, ack.p50, ack.p99, ack.p999]));
  }
  print();
}

async function benchLatency(setting: Setting): Promise<void> {
  print("### (b) From a wearer's fix to the frame on the protected person's socket, 1,000 connections, 500 streams");
  print();
  print(
    markdownRow([
      'offered /s',
      'acknowledged /s',
      'frames',
      'to frame p50 ms',
      'p99',
      'p99.9',
      'ack p50 ms',
      'ack p99',
    ]),
  );
  print(markdownRow(['---:', '---:', '---:', '---:', '---:', '---:', '---:', '---:']));
  for (const perSecond of LATENCY_RATES) {
    say(`latency: ${perSecond}/s`);
    const load = {
      devices: setting.devices,
      cookies: setting.cookies,
      perSecond,
      warmUpS: WARM_UP_S,
      seconds: SECONDS,
    };
    const { acknowledgedPerSecond, acknowledgement: ack, toFrame, frames } = await setting.load(load);
    const frame = [toFrame.p50, toFrame.p99, toFrame.p999];
    print(markdownRow([perSecond, acknowledgedPerSecond, frames, ...frame, ack.p50, ack.p99]));
  }
  print();
}

const only = process.argv[2];
const setting = await openSetting(CASES, say);
try {
  const cores = cpus();
  print(
    `${utcDay(systemClock.nowMs())}, ${cores.length} cores (${cores[0]?.model.trim() ?? 'unknown'}), Node ${process.version}.`,
  );
  print();
  await printFsync(setting, 'before');
  print();
  if (only === undefined || only === 'ingest') await benchIngest(setting);
  if (only === undefined || only === 'latency') await benchLatency(setting);
  await printFsync(setting, 'after');
} finally {
  await setting.close();
}
