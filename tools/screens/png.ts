/** Makes a screenshot small: at most 128 colours are enough for flat screens, and the folder stays in the repository. */
import UPNG from 'upng-js';

const COLOURS_MAX = 128;

export function shrinkPng(png: Buffer): Buffer {
  const image = UPNG.decode(png.buffer.slice(png.byteOffset, png.byteOffset + png.byteLength) as ArrayBuffer);
  return Buffer.from(UPNG.encode(UPNG.toRGBA8(image), image.width, image.height, COLOURS_MAX));
}
