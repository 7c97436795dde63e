/** SVG by hand: elements, escaping, numbers to a tenth of a pixel (so that the bytes are stable), and one style for light and dark. */

/** What a line, mark or span means; the style gives it its colour, and never only a colour: dashes, shapes and words go with it. */
export type Tone = 'first' | 'second' | 'third' | 'fourth' | 'quiet';

const STYLE = `
  .paper { fill: #ffffff; }
  text { font: 13px system-ui, sans-serif; fill: #1b2733; }
  .title { font-size: 15px; font-weight: 600; }
  .small { font-size: 11.5px; }
  .end { text-anchor: end; }
  .middle { text-anchor: middle; }
  .halo { paint-order: stroke; stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round; }
  .grid { stroke: #dfe4e9; stroke-width: 1; }
  .axis { stroke: #1b2733; stroke-width: 1; }
  .limit { stroke: #5b6670; stroke-width: 1; stroke-dasharray: 2 3; }
  .line { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
  .dashed { stroke-dasharray: 7 4; }
  .dotted { stroke-dasharray: 2 3; }
  .first { stroke: #00629b; } .first-fill { fill: #00629b; }
  .second { stroke: #b3124f; } .second-fill { fill: #b3124f; }
  .third { stroke: #2a7a3b; } .third-fill { fill: #2a7a3b; }
  .fourth { stroke: #8a5a00; } .fourth-fill { fill: #8a5a00; }
  .quiet { stroke: #6b7680; } .quiet-fill { fill: #6b7680; }
  .hollow { fill: #ffffff; }
  .clear { fill: #e8edf1; } .notice { fill: #cfe3f1; } .warning { fill: #f6d58a; } .danger { fill: #f0a3a8; } .unknown { fill: #d9c9ec; }
  .seam { stroke: #ffffff; stroke-width: 1; }
  @media (prefers-color-scheme: dark) {
    .paper, .hollow { fill: #12181f; }
    text { fill: #e3e9ef; }
    .halo, .seam { stroke: #12181f; }
    .grid { stroke: #2a343e; }
    .axis { stroke: #e3e9ef; }
    .limit { stroke: #93a0ac; }
    .first { stroke: #5db5ec; } .first-fill { fill: #5db5ec; }
    .second { stroke: #ff7fa8; } .second-fill { fill: #ff7fa8; }
    .third { stroke: #74c98a; } .third-fill { fill: #74c98a; }
    .fourth { stroke: #e0a83c; } .fourth-fill { fill: #e0a83c; }
    .quiet { stroke: #93a0ac; } .quiet-fill { fill: #93a0ac; }
    .clear { fill: #232d37; } .notice { fill: #1d4562; } .warning { fill: #6d5210; } .danger { fill: #7c2733; } .unknown { fill: #4a3766; }
  }`;

/** To a tenth of a pixel, never -0. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10 + 0);
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function text(x: number, y: number, words: string, classes = ''): string {
  const named = classes === '' ? '' : ` class="${classes}"`;
  return `<text x="${px(x)}" y="${px(y)}"${named}>${escaped(words)}</text>`;
}

export function stroke(x1: number, y1: number, x2: number, y2: number, classes: string): string {
  return `<line x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}" class="${classes}"/>`;
}

export function box(x: number, y: number, widthPx: number, heightPx: number, classes: string): string {
  return `<rect x="${px(x)}" y="${px(y)}" width="${px(widthPx)}" height="${px(heightPx)}" class="${classes}"/>`;
}

/** The whole file. `about` is what somebody who cannot see it should know. */
export function drawing(
  widthPx: number,
  heightPx: number,
  title: string,
  about: string,
  parts: readonly string[],
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${px(widthPx)}" height="${px(heightPx)}" viewBox="0 0 ${px(widthPx)} ${px(heightPx)}" role="img" aria-labelledby="t d">`,
    `<title id="t">${escaped(title)}</title>`,
    `<desc id="d">${escaped(about)}</desc>`,
    `<style>${STYLE}\n</style>`,
    box(0, 0, widthPx, heightPx, 'paper'),
    ...parts,
    '</svg>\n',
  ].join('\n');
}
