/** Reads a frame's bytes from front to back. Nothing is read past the end: there the answer is null, and nothing is taken. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get leftBytes(): number {
    return this.#bytes.length - this.#at;
  }

  /** Big-endian, 1 to 8 bytes. Above 2^53 the lowest bits are lost, as in any number. */
  uint(bytes: number): number | null {
    if (bytes > this.leftBytes) return null;
    let value = 0;
    for (let index = 0; index < bytes; index += 1) value = value * 256 + this.#bytes[this.#at + index]!;
    this.#at += bytes;
    return value;
  }

  /** Two's complement, big-endian, 1 to 6 bytes. */
  int(bytes: number): number | null {
    const value = this.uint(bytes);
    return value === null || value < 2 ** (bytes * 8 - 1) ? value : value - 2 ** (bytes * 8);
  }

  /** Several fields of these widths at once: all of them, or null and none taken. */
  uints<const W extends readonly number[]>(...widths: W): { -readonly [I in keyof W]: number } | null {
    const totalBytes = widths.reduce((sum, bytes) => sum + bytes, 0);
    if (totalBytes > this.leftBytes) return null;
    return widths.map((bytes) => this.uint(bytes)) as { -readonly [I in keyof W]: number };
  }

  /** A view, not a copy. */
  bytes(count: number): Uint8Array | null {
    if (count < 0 || count > this.leftBytes) return null;
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  /** One character a byte, whatever the byte. */
  text(count: number): string | null {
    const bytes = this.bytes(count);
    return bytes === null ? null : Buffer.from(bytes).toString('latin1');
  }

  passOver(count: number): boolean {
    return this.bytes(count) !== null;
  }
}
