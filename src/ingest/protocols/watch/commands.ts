/** What a watch can be asked to do, and its word on it: it repeats the command's name. README.md says what is left out. */
import type { CommandAnswer, DeviceCommand, DeviceCommandKind } from '../types.ts';

/** Shorter and longer intervals are outside what the document allows. */
const INTERVAL_S_MIN = 60;
const INTERVAL_S_MAX = 65_535;
/** Four hex digits a UTF-16 unit, in a content of at most 0xffff characters. */
const TEXT_UNITS_MAX = 16_000;

const KIND_OF_NAME: Readonly<Record<string, DeviceCommandKind>> = {
  CR: 'report-now',
  UPLOAD: 'set-interval',
  MESSAGE: 'message',
};

/** The message's content; null where a watch has no such command. */
export function contentOfCommand(command: DeviceCommand): string | null {
  switch (command.kind) {
    case 'report-now':
      return 'CR';
    case 'set-interval': {
      const intervalS = Math.round(command.intervalS);
      return intervalS >= INTERVAL_S_MIN && intervalS <= INTERVAL_S_MAX ? `UPLOAD,${intervalS}` : null;
    }
    case 'message':
      return command.text.length <= TEXT_UNITS_MAX ? `MESSAGE,${hexOfText(command.text)}` : null;
    case 'vibrate':
      return null;
  }
}

/** The other way round, as a watch reads it; null when it is none of these. */
export function commandOfContent(type: string, fields: readonly string[]): DeviceCommand | null {
  const kind = Object.hasOwn(KIND_OF_NAME, type) ? KIND_OF_NAME[type] : undefined;
  const value = fields[0] ?? '';
  if (kind === 'report-now') return { kind };
  if (kind === 'set-interval') return /^\d{1,5}$/.test(value) ? { kind, intervalS: Number(value) } : null;
  return kind === 'message' && /^(?:[0-9a-f]{4})*$/i.test(value) ? { kind, text: textOfHex(value) } : null;
}

/** A watch only says that it was heard. */
export function answerOfType(type: string): CommandAnswer | null {
  const kind = Object.hasOwn(KIND_OF_NAME, type) ? KIND_OF_NAME[type] : undefined;
  return kind === undefined ? null : { command: kind, isDone: null };
}

/** UTF-16, big-endian. */
function hexOfText(text: string): string {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, '0'))
    .join('')
    .toUpperCase();
}

function textOfHex(hex: string): string {
  return (hex.match(/..../g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('');
}
