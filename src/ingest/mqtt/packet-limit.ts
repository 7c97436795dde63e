/**
 * A socket whose incoming MQTT packets have a limit: the broker's parser holds a packet whole before it tells of it, up to 256 MB, also
 * of somebody who has not signed in. The fixed header says how long a packet is (MQTT 3.1.1, 2.2.3), so one that is too long
 * is cut at its first bytes. Fails toward closing the connection.
 */
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

const CONTINUES = 0x80;
const LENGTH_BITS = 0x7f;
const LENGTH_BYTES_MAX = 4;

/** Follows a stream of packets, byte by byte only through headers. Pure but for its own state. */
export class PacketMeter {
  readonly #firstBytesMax: number;
  readonly #bytesMax: number;
  #packets = 0;
  /** Of the body of the packet at hand, still to come. */
  #bodyLeft = 0;
  /** Null: the next byte begins a packet. Else how many bytes of its length were read. */
  #lengthBytes: number | null = null;
  #length = 0;

  constructor(firstBytesMax: number, bytesMax: number) {
    this.#firstBytesMax = firstBytesMax;
    this.#bytesMax = bytesMax;
  }

  /** False once a packet says that it is longer than may be, or its length is no length. */
  admits(bytes: Uint8Array): boolean {
    let at = 0;
    while (at < bytes.length) {
      if (this.#bodyLeft > 0) {
        const step = Math.min(this.#bodyLeft, bytes.length - at);
        this.#bodyLeft -= step;
        at += step;
      } else if (this.#lengthBytes === null) {
        this.#lengthBytes = 0;
        this.#length = 0;
        at += 1;
      } else {
        if (!this.#readLength(bytes[at]!)) return false;
        at += 1;
      }
    }
    return true;
  }

  #readLength(byte: number): boolean {
    const read = this.#lengthBytes!;
    if (read === LENGTH_BYTES_MAX) return false;
    this.#length += (byte & LENGTH_BITS) * 128 ** read;
    this.#lengthBytes = read + 1;
    const most = this.#packets === 0 ? this.#firstBytesMax : this.#bytesMax;
    if (this.#length > most) return false;
    if ((byte & CONTINUES) !== 0) return true;
    this.#packets += 1;
    this.#lengthBytes = null;
    this.#bodyLeft = this.#length;
    return true;
  }
}

/** What the broker is given in the socket's place. */
export class LimitedConnection extends Duplex {
  readonly #socket: Socket;

  constructor(socket: Socket, meter: PacketMeter, onTooLong: () => void) {
    super({ allowHalfOpen: false });
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => {
      if (!meter.admits(bytes)) {
        onTooLong();
        this.destroy();
      } else if (!this.push(bytes)) socket.pause();
    });
    socket.on('end', () => this.push(null));
    socket.on('error', () => this.destroy());
    socket.on('close', () => this.destroy());
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(bytes, done);
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
