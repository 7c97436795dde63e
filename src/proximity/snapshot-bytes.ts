/** The bytes of a snapshot: whole numbers, doubles and texts one after another, each within its limits when read. */

/** What was read is not what a snapshot of this engine holds. */
export class MalformedError extends Error {
  override readonly name = 'MalformedError';
}

export function check(isAsItShould: boolean, what: string): void {
  if (!isAsItShould) throw new MalformedError(what);
}

export class ByteWriter {
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  u32(value: number): void {
    this.#room(4);
    this.#view.setUint32(this.#length, value, true);
    this.#length += 4;
  }

  f64(value: number): void {
    this.#room(8);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  /** By its code units: an id may be any text, halves of surrogate pairs included. */
  text(value: string): void {
    this.u32(value.length);
    this.#room(2 * value.length);
    for (let i = 0; i < value.length; i++) this.#view.setUint16(this.#length + 2 * i, value.charCodeAt(i), true);
    this.#length += 2 * value.length;
  }

  /** Zeros up to where a double may stand. */
  align(): void {
    while (this.#length % 8 !== 0) {
      this.#room(1);
      this.#length++;
    }
  }

  done(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #room(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + bytes));
    grown.set(this.#bytes);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}

/** Throws MalformedError where there are not enough bytes. */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  #at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  u32(): number {
    return this.#view.getUint32(this.#pass(4), true);
  }

  f64(): number {
    return this.#view.getFloat64(this.#pass(8), true);
  }

  /** How many of something follow that take at least `bytesEach`. */
  count(bytesEach: number): number {
    const count = this.u32();
    check(count * bytesEach <= this.bytes.length - this.#at, 'a count fits into what is left');
    return count;
  }

  text(): string {
    const length = this.count(2);
    let text = '';
    for (let i = 0; i < length; i++) text += String.fromCharCode(this.#view.getUint16(this.#pass(2), true));
    return text;
  }

  align(): void {
    while (this.#at % 8 !== 0) this.#pass(1);
  }

  /** The next bytes themselves. */
  take(length: number): Uint8Array {
    const from = this.#pass(length);
    return this.bytes.subarray(from, from + length);
  }

  #pass(bytes: number): number {
    const from = this.#at;
    check(bytes <= this.bytes.length - from, 'a snapshot ends where it should');
    this.#at += bytes;
    return from;
  }
}

/** Finds damage, not intent: the bytes are sealed by whoever keeps them. Of whole 32-bit words, as two of them. */
export function checksumOf(bytes: Uint8Array, from: number): readonly [number, number] {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + from, (bytes.length - from) >>> 2);
  let a = 0x9e3779b9 | 0;
  let b = 0x7f4a7c15 | 0;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    a = Math.imul(a ^ word, 0x85ebca6b);
    a ^= a >>> 15;
    b = Math.imul(((b << 5) | (b >>> 27)) ^ word, 0xc2b2ae35);
  }
  return [a >>> 0, b >>> 0];
}
