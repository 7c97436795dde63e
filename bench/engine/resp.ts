/** The part of RESP 2 (redis.io, "Redis serialization protocol") that the bench needs: commands out, single replies in. */

/** Null is Redis's nil. An error reply is a value here: what it means is for the caller to say. */
export type Reply = string | number | null | RespError;

export class RespError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** A command as an array of bulk strings; lengths count bytes. */
export function encodeCommand(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
}

/** Hands over every whole reply in `data` from `from` on; returns where the first unfinished one begins. */
export function readReplies(data: Buffer, from: number, take: (reply: Reply) => void): number {
  let at = from;
  for (;;) {
    const lineEnd = data.indexOf('\r\n', at, 'latin1');
    if (lineEnd === -1) return at;
    const kind = data[at]!;
    const line = data.toString('latin1', at + 1, lineEnd);
    let next = lineEnd + 2;
    if (kind === BULK) {
      const length = Number(line);
      if (length === -1) take(null);
      else {
        if (data.length < next + length + 2) return at;
        take(data.toString('utf8', next, next + length));
        next += length + 2;
      }
    } else if (kind === INTEGER) take(Number(line));
    else if (kind === SIMPLE) take(line);
    else if (kind === ERROR) take(new RespError(line));
    else throw new Error(`a RESP reply of kind ${String.fromCharCode(kind)} is not read here`);
    at = next;
  }
}

const BULK = 0x24;
const INTEGER = 0x3a;
const SIMPLE = 0x2b;
const ERROR = 0x2d;
