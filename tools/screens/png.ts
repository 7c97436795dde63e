/** Makes a screenshot small: at most 32 colours are enough for flat screens, and the folder stays in the repository. */
import UPNG from 'upng-js';

const COLOURS_MAX = 32;

export function shrinkPng(png: Buffer): Buffer {
  const image = UPNG.decode(png.buffer.slice(png.byteOffset, png.byteOffset + png.byteLength) as ArrayBuffer);
  return Buffer.from(UPNG.encode(UPNG.toRGBA8(image), image.width, image.height, COLOURS_MAX));
}
