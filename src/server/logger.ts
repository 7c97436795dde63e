/** The log: JSON lines on standard error. Callers give ids, counts and codes; never a coordinate, a name or an address. */
import { destination, type Logger, pino } from 'pino';

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** `level`: MAGPIE_LOG, by default only what an operator must know. */
export function createLogger(level = 'warn'): Logger {
  return pino({ level: LEVELS.includes(level) ? level : 'warn', base: null }, destination({ fd: 2, sync: true }));
}
