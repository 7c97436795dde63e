/**
 * SMS over SMPP 3.4: one connection as transceiver, made when the first message comes, kept alive, made anew when it is lost. Fails toward
 * "failed": whatever waits when the connection goes is told so at once, and is sent again as the same message.
 */
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { SECOND_MS } from '../../core/time.ts';
import type { PhoneMessage, PhoneProvider, Sent } from './provider.ts';
import {
  bindBody,
  COMMAND,
  cutPdus,
  encodePdu,
  messageIdOf,
  PDU_BYTES_MAX,
  type Pdu,
  RESPONSE,
  type Receipt,
  receiptOf,
  submitBody,
} from './smpp-pdu.ts';

export interface SmppSetting {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  /** Shown as the sender: a number, or up to eleven letters. */
  readonly source: string;
  /** The network's receipts. */
  onReceipt(receipt: Receipt): void;
}

/** Between two signs of life; the answer to one must come before the next. */
const ENQUIRE_MS = 30 * SECOND_MS;
const BIND_MS = 10 * SECOND_MS;
/** ESME_RTHROTTLED, ESME_RMSGQFUL, ESME_RSYSERR: later is better. */
const LATER: ReadonlySet<number> = new Set([0x58, 0x14, 0x08]);
/** ESME_RINVDSTADR, ESME_RINVDSTTON, ESME_RINVDSTNPI: it is the number, and no later try makes it better. */
const WRONG_NUMBER: ReadonlySet<number> = new Set([0x0b, 0x50, 0x51]);
const NO_SESSION = new Error('the SMPP connection is gone');

export function createSmpp(setting: SmppSetting): PhoneProvider {
  let session: Promise<Session> | null = null;
  const open = (): Promise<Session> => {
    // One that goes takes only itself along: another may stand in its place by then.
    const gone = (): void => {
      if (session === opened) session = null;
    };
    const opened = openSession(setting, gone);
    opened.catch(gone);
    return opened;
  };
  const current = (): Promise<Session> => {
    session ??= open();
    return session;
  };
  return {
    name: setting.name,
    isReal: true,
    async send(message, signal) {
      return (await current()).submit(message, signal);
    },
    async close() {
      (await session?.catch(() => null))?.close();
    },
  };
}

class Session {
  readonly #socket: Socket;
  readonly #setting: SmppSetting;
  readonly #waiting = new Map<number, { resolve(pdu: Pdu): void; reject(error: Error): void }>();
  readonly #timer: NodeJS.Timeout;
  #sequence = 0;
  #unread = Buffer.alloc(0);
  #isSilent = false;

  constructor(socket: Socket, setting: SmppSetting, onGone: () => void) {
    this.#socket = socket;
    this.#setting = setting;
    socket.on('data', (bytes) => this.#read(bytes));
    socket.once('close', () => {
      clearInterval(this.#timer);
      onGone();
      for (const waiting of this.#waiting.values()) waiting.reject(NO_SESSION);
      this.#waiting.clear();
    });
    this.#timer = setInterval(() => this.#enquire(), ENQUIRE_MS);
    this.#timer.unref();
  }

  async bind(): Promise<boolean> {
    const { systemId, password, systemType } = this.#setting;
    const signal = AbortSignal.timeout(BIND_MS);
    return (await this.#ask(COMMAND.bindTransceiver, bindBody(systemId, password, systemType), signal)).status === 0;
  }

  async submit(message: PhoneMessage, signal: AbortSignal): Promise<Sent> {
    // The protocol knows no idempotency key: the reference is as near as it comes, and the centre may or may not look at it.
    const reference = Number.parseInt(message.attemptId.slice(0, 4), 16);
    const body = submitBody({ source: this.#setting.source, to: message.to, message: message.text, reference });
    const answer = await this.#ask(COMMAND.submitSm, body, signal);
    if (answer.status === 0) return { kind: 'accepted', ref: messageIdOf(answer.body) };
    if (WRONG_NUMBER.has(answer.status)) return { kind: 'refused', reason: 'not-taken' };
    return LATER.has(answer.status)
      ? { kind: 'failed', reason: 'refused' }
      : { kind: 'failed', reason: 'refused', ofOne: true };
  }

  close(): void {
    clearInterval(this.#timer);
    this.#write(COMMAND.unbind, this.#next(), Buffer.alloc(0));
    this.#socket.destroySoon();
  }

  #ask(command: number, body: Buffer, signal: AbortSignal): Promise<Pdu> {
    const sequence = this.#next();
    return new Promise((resolve, reject) => {
      const give = (): void => void this.#waiting.delete(sequence);
      const onAbort = (): void => {
        give();
        reject(signal.reason instanceof Error ? signal.reason : NO_SESSION);
      };
      if (signal.aborted || this.#socket.destroyed) return onAbort();
      signal.addEventListener('abort', onAbort, { once: true });
      const settle =
        <T>(end: (value: T) => void) =>
        (value: T) => {
          give();
          signal.removeEventListener('abort', onAbort);
          end(value);
        };
      this.#waiting.set(sequence, { resolve: settle(resolve), reject: settle(reject) });
      this.#write(command, sequence, body);
    });
  }

  #read(bytes: Buffer): void {
    this.#isSilent = false;
    const cut = this.#unread.length > PDU_BYTES_MAX * 4 ? null : cutPdus(Buffer.concat([this.#unread, bytes]));
    if (cut === null) {
      this.#socket.destroy();
      return;
    }
    this.#unread = Buffer.from(cut.rest);
    for (const pdu of cut.pdus) this.#heard(pdu);
  }

  #heard(pdu: Pdu): void {
    // Unsigned: the highest bit marks an answer.
    if (pdu.command >= RESPONSE) {
      this.#waiting.get(pdu.sequence)?.resolve(pdu);
      return;
    }
    const nothing = Buffer.alloc(0);
    if (pdu.command === COMMAND.deliverSm) {
      const receipt = receiptOf(pdu.body);
      if (receipt !== null) this.#setting.onReceipt(receipt);
      this.#write(COMMAND.deliverSm + RESPONSE, pdu.sequence, Buffer.from([0]));
    } else if (pdu.command === COMMAND.enquireLink) {
      this.#write(COMMAND.enquireLink + RESPONSE, pdu.sequence, nothing);
    } else if (pdu.command === COMMAND.unbind) {
      this.#write(COMMAND.unbind + RESPONSE, pdu.sequence, nothing);
      this.#socket.destroySoon();
    } else {
      this.#socket.write(encodePdu({ command: COMMAND.genericNack, status: 3, sequence: pdu.sequence, body: nothing }));
    }
  }

  /** HAZARD H-162: a connection that is dead and looks alive swallows every message. */
  #enquire(): void {
    if (this.#isSilent) {
      this.#socket.destroy();
      return;
    }
    this.#isSilent = true;
    this.#write(COMMAND.enquireLink, this.#next(), Buffer.alloc(0));
  }

  #write(command: number, sequence: number, body: Buffer): void {
    this.#socket.write(encodePdu({ command, status: 0, sequence, body }));
  }

  #next(): number {
    this.#sequence = (this.#sequence % 0x7fffffff) + 1;
    return this.#sequence;
  }
}

/** Connected and bound; rejects when either is refused. */
async function openSession(setting: SmppSetting, onGone: () => void): Promise<Session> {
  const socket = await openSocket(setting);
  const session = new Session(socket, setting, onGone);
  // Told by `close`, which always follows.
  socket.on('error', () => undefined);
  const isBound = await session.bind().catch((error: unknown) => {
    socket.destroy();
    throw error;
  });
  if (isBound) return session;
  socket.destroy();
  throw new Error('the SMPP centre refused to bind');
}

function openSocket({ host, port, tls }: SmppSetting): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = tls ? connectTls({ host, port, servername: host }) : connect({ host, port });
    socket.setTimeout(BIND_MS, () => socket.destroy(NO_SESSION));
    socket.once('error', reject);
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      socket.setTimeout(0);
      socket.setNoDelay(true);
      socket.removeListener('error', reject);
      resolve(socket);
    });
  });
}
