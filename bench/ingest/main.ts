/**
 * `npm run bench:ingest [-- --quick]`: durable reports of GT06 trackers over TCP - rising load, a minute at the highest, and connections that
 * only stand -, beside plain inserts and the bare cost of fdatasync in the same run. Tables in Markdown on standard output.
 */
import { spawn } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { systemClock } from '../../src/core/clock.ts';
import { utcDay } from '../../src/core/time.ts';
import { CHECKOUT } from '../../src/server/folders.ts';
import { measureFsync } from '../fsync.ts';
import { markdownRow } from '../percentiles.ts';
import { openSetting, type Setting } from '../setting.ts';
import type { TrackerResult, TrackerTask } from './load-process.ts';
import { plainInserts } from './plain-insert.ts';

const CASES = 500;
const FSYNCS = 500;
const IDLE = 9_000;
const isQuick = process.argv.includes('--quick');
const [WARM_UP_S, SECONDS, SUSTAINED_S] = isQuick ? [2, 5, 10] : [5, 15, 60];
const RATES = [1_000, 5_000, 10_000, 15_000];
const SUSTAINED = 20_000;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

async function load(setting: Setting, task: Partial<TrackerTask>): Promise<TrackerResult> {
  const whole: TrackerTask = {
    ...{ port: setting.trackerPort, devices: setting.trackers, perSecond: 0 },
    ...{ warmUpS: WARM_UP_S, seconds: SECONDS, idleConnections: 0 },
    ...task,
  };
  const child = spawn(process.execPath, [join(CHECKOUT, 'bench/ingest/load-process.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(whole));
  return JSON.parse(await text(child.stdout)) as TrackerResult;
}

async function printFsync(setting: Setting, when: string): Promise<void> {
  const { p50, p99, p999 } = await measureFsync(setting.folder, FSYNCS);
  print(`Bare fdatasync of 8 kB on this disk, ${when}: p50 ${p50} ms, p99 ${p99} ms, p99.9 ${p999} ms.`);
  print();
}

/** One load, with the server's own processor time a report: that does not depend on who else uses the machine. */
async function row(setting: Setting, name: string, task: Partial<TrackerTask>): Promise<string> {
  const before = await setting.process();
  const {
    sent,
    acknowledged,
    acknowledgedPerSecond,
    acknowledgement: ack,
  } = await load(setting, { ...task, warmUpS: 0 });
  const cpuUs = Math.round(((await setting.process()).cpuS - before.cpuS) * (1e6 / acknowledged));
  return markdownRow([name, acknowledgedPerSecond, sent - acknowledged, ack.p50, ack.p99, ack.p999, ack.max, cpuUs]);
}

async function benchLoad(setting: Setting): Promise<void> {
  const heads = [
    'offered /s',
    'acknowledged /s',
    'unanswered',
    'ack p50 ms',
    'p99',
    'p99.9',
    'max',
    'server µs a report',
  ];
  print(markdownRow(heads));
  print(markdownRow(heads.map(() => '---:')));
  say('warming up');
  await load(setting, { perSecond: RATES[0]!, warmUpS: 0, seconds: WARM_UP_S });
  for (const perSecond of RATES) {
    say(`${perSecond}/s for ${SECONDS} s`);
    print(await row(setting, String(perSecond), { perSecond }));
  }
  say(`${SUSTAINED}/s for ${SUSTAINED_S} s`);
  const sustained = { perSecond: SUSTAINED, seconds: SUSTAINED_S };
  print(await row(setting, `${SUSTAINED} for ${SUSTAINED_S} s`, sustained));
  print();
}

async function benchIdle(setting: Setting): Promise<void> {
  const { residentMB: before } = await setting.process();
  say(`${IDLE} connections that only stand`);
  const standing = load(setting, { idleConnections: IDLE, seconds: 20, warmUpS: 0 });
  let most = before;
  const watch = setInterval(() => {
    setting.process().then(
      ({ residentMB }) => {
        most = Math.max(most, residentMB);
      },
      () => undefined,
    );
  }, 1_000);
  const { connections } = await standing;
  clearInterval(watch);
  print(`${connections} connections, logged in and silent: the server holds ${most} MB, ${before} MB before.`);
  print();
}

async function benchPlain(setting: Setting): Promise<void> {
  for (const rows of [1, 10]) {
    say(`plain inserts of ${rows}`);
    const plain = await plainInserts(setting.ownerUrl, rows, SECONDS);
    print(
      `Plain INSERT of ${rows} row${rows > 1 ? 's' : ''} a message, ${plain.connections} connections: ${plain.perSecond} reports/s.`,
    );
  }
  print();
}

const setting = await openSetting(CASES, say);
try {
  const cores = cpus();
  const [load1] = loadavg();
  print(
    `${utcDay(systemClock.nowMs())}, ${cores.length} cores (${cores[0]?.model.trim() ?? 'unknown'}), Node ${process.version}, load ${load1?.toFixed(1)} before.`,
  );
  print();
  await printFsync(setting, 'before');
  await benchIdle(setting);
  await benchLoad(setting);
  await benchPlain(setting);
  await printFsync(setting, 'after');
} finally {
  await setting.close();
}
