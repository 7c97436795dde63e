/** How much larger than usual the page's letters are (1.875 on a wall): for parts that take their size in pixels. */
export function rootScale(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
}
