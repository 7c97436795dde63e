/** The worker's own thread: one request in, one text out. Whatever goes wrong ends the thread, and the runner says so. */
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../core/assert.ts';
import type { Job } from './runner.ts';
import { simulateFeasibility } from './simulate.ts';

assert(parentPort !== null, 'this runs in a worker');
const { request, pack } = workerData as Job;
parentPort.postMessage(JSON.stringify(simulateFeasibility(request, pack)));
