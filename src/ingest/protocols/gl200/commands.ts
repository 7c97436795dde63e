/** Commands as the GL200's and GL300's documents have them, with the password that those models leave the factory with. */
import { asciiBytes } from '../ascii.ts';
import type { CommandAnswer, DeviceCommand } from '../types.ts';
import type { Message } from './frame.ts';
import { factoryPassword } from './models.ts';

const INTERVAL_S_MIN = 5;
const INTERVAL_S_MAX = 86_400;

/** `serial`: four hex digits that come back in the answer. An empty parameter leaves the device's setting as it is. */
export function encodeCommand(command: DeviceCommand, version: string, serial: string): Uint8Array | null {
  const password = factoryPassword(version);
  if (password === null) return null;
  switch (command.kind) {
    case 'report-now':
      return asciiBytes(`AT+GTRTO=${password},1,,,,,,${serial}$`);
    case 'set-interval': {
      const { intervalS } = command;
      if (!Number.isInteger(intervalS) || intervalS < INTERVAL_S_MIN || intervalS > INTERVAL_S_MAX) return null;
      // Timed reports; then how often to fix, and how often to send.
      return asciiBytes(`AT+GTFRI=${password},1,,,,,,${intervalS},${intervalS},,,,,,,,,,,,${serial}$`);
    }
    case 'vibrate':
    case 'message':
      return null;
  }
}

/** Undefined when the frame is about none of the commands that can be sent. */
export function readAnswer({ kind, type, fields }: Message): CommandAnswer | undefined {
  if (kind === 'ACK' && type === 'FRI') return { command: 'set-interval', isDone: true };
  // It was heard; the report that was asked for comes by itself.
  if (kind === 'ACK' && type === 'RTO' && fields[4] === 'RTL') return { command: 'report-now', isDone: null };
  return kind !== 'ACK' && type === 'RTL' ? { command: 'report-now', isDone: true } : undefined;
}
