/** How the verifiable log is kept, as the deployer sets it. */
import { MINUTE_MS, SECOND_MS } from '../../core/time.ts';
import { LOG_LIMITS } from '../../safeguards/service.ts';
import { logPlace } from '../log-place.ts';
import { OperatorError } from '../operator-error.ts';

export interface LogSetting {
  /** What everybody may read. */
  readonly folder: string;
  readonly keyFile: string;
  readonly witnessFile: string;
  /** Of a new log; one that has a key keeps its name. */
  readonly origin: string;
  readonly cadenceMs: number;
  readonly entriesPerPeriod: number;
}

const ENTRIES_MAX = 1_048_576;
const TILE = 256;

/** `instanceId`: names a log that was given no name. */
export function logSettingOf(dataFolder: string, instanceId: string, env: NodeJS.ProcessEnv): LogSetting {
  const cadenceS = wholeNumber(
    env,
    'MAGPIE_LOG_CADENCE_S',
    LOG_LIMITS.cadenceMs / SECOND_MS,
    10,
    (60 * MINUTE_MS) / SECOND_MS,
  );
  const entries = wholeNumber(env, 'MAGPIE_LOG_ENTRIES', LOG_LIMITS.entriesPerPeriod, TILE, ENTRIES_MAX);
  if (entries % TILE !== 0)
    throw new OperatorError(`MAGPIE_LOG_ENTRIES is no multiple of ${TILE}.`, 'Publications are of whole tiles.');
  const origin = env.MAGPIE_LOG_ORIGIN ?? '';
  if (!/^[a-z0-9][a-z0-9./-]{0,120}$/.test(origin) && origin !== '') {
    throw new OperatorError(
      'MAGPIE_LOG_ORIGIN is no name of a log.',
      'Write it as an address without a scheme: <name>/log',
    );
  }
  return {
    ...logPlace(dataFolder),
    origin: origin === '' ? `magpie.invalid/${instanceId}` : origin,
    cadenceMs: cadenceS * SECOND_MS,
    entriesPerPeriod: entries,
  };
}

function wholeNumber(env: NodeJS.ProcessEnv, name: string, fallback: number, least: number, most: number): number {
  const text = env[name] ?? '';
  if (text === '') return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new OperatorError(`${name} is not a whole number from ${least} to ${most}.`, `Without it, it is ${fallback}.`);
}
