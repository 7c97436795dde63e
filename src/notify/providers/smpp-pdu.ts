/** The few PDUs of SMPP 3.4 that sending short messages takes (SMPP Protocol Specification v3.4, sections 4.1 to 5.3), to and from bytes. */

export const COMMAND = {
  submitSm: 0x04,
  deliverSm: 0x05,
  unbind: 0x06,
  bindTransceiver: 0x09,
  enquireLink: 0x15,
  genericNack: 0x80000000,
} as const;
export const RESPONSE = 0x80000000;
/** A response's length field may say no more: nothing that we ask for is longer. */
export const PDU_BYTES_MAX = 8 * 1024;
const HEADER_BYTES = 16;

const INTERFACE_3_4 = 0x34;
const TON_UNKNOWN = 0;
const TON_INTERNATIONAL = 1;
const TON_ALPHANUMERIC = 5;
const NPI_ISDN = 1;
const CODING_DEFAULT = 0;
const CODING_UCS2 = 8;
/** A receipt for every outcome that is final. */
const RECEIPT_FINAL = 1;
const SHORT_BYTES_MAX = 140;
const TAG = {
  userMessageReference: 0x0204,
  receiptedMessageId: 0x001e,
  messagePayload: 0x0424,
  messageState: 0x0427,
} as const;

export interface Pdu {
  readonly command: number;
  readonly status: number;
  readonly sequence: number;
  readonly body: Buffer;
}

export function encodePdu({ command, status, sequence, body }: Pdu): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  head.writeUInt32BE(HEADER_BYTES + body.length, 0);
  head.writeUInt32BE(command, 4);
  head.writeUInt32BE(status, 8);
  head.writeUInt32BE(sequence, 12);
  return Buffer.concat([head, body]);
}

/** Cuts whole PDUs off the front. Null: what comes is no SMPP, and nothing after it can be trusted. */
export function cutPdus(bytes: Buffer): { readonly pdus: readonly Pdu[]; readonly rest: Buffer } | null {
  const pdus: Pdu[] = [];
  let rest = bytes;
  while (rest.length >= 4) {
    const length = rest.readUInt32BE(0);
    if (length < HEADER_BYTES || length > PDU_BYTES_MAX) return null;
    if (rest.length < length) break;
    pdus.push({
      command: rest.readUInt32BE(4),
      status: rest.readUInt32BE(8),
      sequence: rest.readUInt32BE(12),
      body: rest.subarray(HEADER_BYTES, length),
    });
    rest = rest.subarray(length);
  }
  return { pdus, rest };
}

function text(value: string): Buffer {
  return Buffer.from(`${value}\0`, 'latin1');
}

export function bindBody(systemId: string, password: string, systemType: string): Buffer {
  return Buffer.concat([
    text(systemId),
    text(password),
    text(systemType),
    Buffer.from([INTERFACE_3_4, 0, 0]),
    text(''),
  ]);
}

export interface Submission {
  readonly source: string;
  /** `+` and the country's code, or digits alone: the centre knows its own country. */
  readonly to: string;
  readonly message: string;
  /** 16 bits: the same for the same message sent again. */
  readonly reference: number;
}

export function submitBody({ source, to, message, reference }: Submission): Buffer {
  const isDigits = /^\+?\d+$/.test(source);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant
  const isAscii = /^[\x00-\x7f]*$/.test(message);
  const bytes = isAscii ? Buffer.from(message, 'latin1') : Buffer.from(message, 'utf16le').swap16();
  const fits = bytes.length <= SHORT_BYTES_MAX;
  return Buffer.concat([
    text(''),
    Buffer.from([isDigits ? TON_INTERNATIONAL : TON_ALPHANUMERIC, isDigits ? NPI_ISDN : 0]),
    text(source.replace(/^\+/, '')),
    Buffer.from([to.startsWith('+') ? TON_INTERNATIONAL : TON_UNKNOWN, NPI_ISDN]),
    text(to.replace(/^\+/, '')),
    Buffer.from([0, 0, 0]),
    text(''),
    text(''),
    Buffer.from([RECEIPT_FINAL, 0, isAscii ? CODING_DEFAULT : CODING_UCS2, 0, fits ? bytes.length : 0]),
    ...(fits ? [bytes] : [option(TAG.messagePayload, bytes)]),
    option(TAG.userMessageReference, Buffer.from([reference >> 8, reference & 0xff])),
  ]);
}

function option(tag: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(tag, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value]);
}

/** The message's id in the answer to a submission; null when there is none. */
export function messageIdOf(body: Buffer): string | null {
  const end = body.indexOf(0);
  const id = body.subarray(0, end === -1 ? body.length : end).toString('latin1');
  return id === '' ? null : id;
}

export interface Receipt {
  readonly ref: string;
  readonly heard: 'delivered' | 'failed';
}

/** What a `deliver_sm` says of a message; null when it is no receipt, or one that is not final. Never throws. */
export function receiptOf(body: Buffer): Receipt | null {
  const reader = new Reader(body);
  reader.text();
  reader.skip(2);
  reader.text();
  reader.skip(2);
  reader.text();
  const esmClass = reader.byte();
  reader.skip(2);
  reader.text();
  reader.text();
  reader.skip(4);
  const message = reader.bytes(reader.byte()).toString('latin1');
  const options = reader.options();
  if (reader.isBroken || (esmClass & 0x3c) !== 0x04) return null;
  const ref =
    options.get(TAG.receiptedMessageId)?.toString('latin1').replace(/\0.*$/s, '') ?? /\bid:(\S+)/.exec(message)?.[1];
  const heard = heardOf(options.get(TAG.messageState)?.[0] ?? null, /\bstat:([A-Z]+)/.exec(message)?.[1] ?? '');
  return ref === undefined || ref === '' || heard === null ? null : { ref, heard };
}

/** Section 5.2.28 and appendix B. */
function heardOf(state: number | null, stat: string): Receipt['heard'] | null {
  if (state === 2 || (state === null && stat === 'DELIVRD')) return 'delivered';
  if (state !== null) return [3, 4, 5, 8].includes(state) ? 'failed' : null;
  return ['EXPIRED', 'DELETED', 'UNDELIV', 'REJECTD'].includes(stat) ? 'failed' : null;
}

/** Reads fields in their order; past the end it is broken, and gives nothing. */
class Reader {
  isBroken = false;
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  skip(count: number): void {
    this.bytes(count);
  }

  byte(): number {
    return this.bytes(1)[0] ?? 0;
  }

  bytes(count: number): Buffer {
    const end = this.#at + count;
    if (end > this.#bytes.length) {
      this.isBroken = true;
      return Buffer.alloc(0);
    }
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }

  text(): string {
    const end = this.#bytes.indexOf(0, this.#at);
    if (end === -1) {
      this.isBroken = true;
      return '';
    }
    const part = this.bytes(end - this.#at).toString('latin1');
    this.skip(1);
    return part;
  }

  options(): Map<number, Buffer> {
    const found = new Map<number, Buffer>();
    while (!this.isBroken && this.#at + 4 <= this.#bytes.length) {
      const head = this.bytes(4);
      found.set(head.readUInt16BE(0), this.bytes(head.readUInt16BE(2)));
    }
    return found;
  }
}
