/** Charts of the engine's numbers: panels one below the other, each with axes, marks, a legend, and strips of levels beneath. */
import type { Level } from '../../src/proximity/types.ts';
import { box, drawing, px, stroke, type Tone, text } from './svg.ts';

export interface Point {
  readonly x: number;
  /** NaN breaks a line and draws no dot. */
  readonly y: number;
}

export interface Axis {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
  readonly format?: (value: number) => string;
  /** Logarithmic: `min` above 0. */
  readonly isLog?: boolean;
}

/** Where a limit's words stand: at that end of the panel, or on that side of the line. */
export type Side = 'left' | 'right';

/** `name` puts a mark into the legend. */
export type Mark =
  | {
      readonly kind: 'line';
      readonly name?: string;
      readonly tone: Tone;
      readonly dash?: 'dashed' | 'dotted';
      readonly points: readonly Point[];
    }
  | {
      readonly kind: 'dots';
      readonly name?: string;
      readonly tone: Tone;
      readonly shape: 'dot' | 'ring' | 'cross';
      readonly points: readonly Point[];
    }
  /** A limit across the panel, or upright in it, with its words. */
  | { readonly kind: 'across'; readonly y: number; readonly words: string; readonly side?: Side }
  | { readonly kind: 'upright'; readonly x: number; readonly words: string; readonly side?: Side }
  | {
      readonly kind: 'note';
      readonly x: number;
      readonly y: number;
      readonly words: string;
      readonly anchor?: 'start' | 'middle' | 'end';
    };

export interface Span {
  readonly fromX: number;
  readonly toX: number;
  readonly level: Level;
}

/** Which level stood when: a row of labelled spans. */
export interface Strip {
  readonly name: string;
  readonly spans: readonly Span[];
}

export interface Panel {
  readonly title: string;
  readonly heightPx: number;
  readonly x: Axis;
  readonly y: Axis;
  readonly marks: readonly Mark[];
  readonly strips?: readonly Strip[];
}

const WIDTH_PX = 860;
const LEFT_PX = 76;
const RIGHT_PX = 24;
const HEAD_PX = 58;
const FOOT_PX = 46;
const STRIP_PX = 24;
const LETTER_PX = 6.6;

/** Panels of one title; `about` says in words what is to be seen. */
export function chart(title: string, about: string, panels: readonly Panel[]): string {
  const parts: string[] = [];
  let top = 6;
  for (const panel of panels) {
    parts.push(...drawPanel(panel, top));
    top += HEAD_PX + panel.heightPx + (panel.strips?.length ?? 0) * STRIP_PX + FOOT_PX;
  }
  return drawing(WIDTH_PX, top, title, about, parts);
}

interface Frame {
  readonly leftPx: number;
  readonly rightPx: number;
  readonly topPx: number;
  readonly bottomPx: number;
  atX(value: number): number;
  atY(value: number): number;
}

function frameOf(panel: Panel, top: number): Frame {
  const leftPx = LEFT_PX;
  const rightPx = WIDTH_PX - RIGHT_PX;
  const topPx = top + HEAD_PX;
  const bottomPx = topPx + panel.heightPx;
  return {
    leftPx,
    rightPx,
    topPx,
    bottomPx,
    atX: (value) => leftPx + share(panel.x, value) * (rightPx - leftPx),
    atY: (value) => bottomPx - share(panel.y, value) * (bottomPx - topPx),
  };
}

/** 0 at the axis' beginning, 1 at its end; what lies outside is drawn on the border. */
function share(axis: Axis, value: number): number {
  const at = Math.min(axis.max, Math.max(axis.min, value));
  if (axis.isLog) return Math.log(at / axis.min) / Math.log(axis.max / axis.min);
  return (at - axis.min) / (axis.max - axis.min);
}

function drawPanel(panel: Panel, top: number): string[] {
  const frame = frameOf(panel, top);
  const strips = panel.strips ?? [];
  const footPx = frame.bottomPx + strips.length * STRIP_PX;
  return [
    text(16, top + 22, panel.title, 'title'),
    ...legend(panel, top + 42),
    ...axes(panel, frame, footPx),
    ...panel.marks.flatMap((mark) => drawMark(frame, mark)),
    ...strips.flatMap((strip, index) => drawStrip(frame, strip, frame.bottomPx + index * STRIP_PX)),
  ];
}

function axes(panel: Panel, frame: Frame, footPx: number): string[] {
  const parts: string[] = [];
  const format = (axis: Axis, value: number): string => (axis.format ?? String)(value);
  for (const tick of panel.y.ticks) {
    const y = frame.atY(tick);
    parts.push(stroke(frame.leftPx, y, frame.rightPx, y, 'grid'));
    parts.push(text(frame.leftPx - 8, y + 4, format(panel.y, tick), 'end'));
  }
  for (const tick of panel.x.ticks) {
    const x = frame.atX(tick);
    parts.push(stroke(x, frame.topPx, x, frame.bottomPx, 'grid'));
    parts.push(text(x, footPx + 18, format(panel.x, tick), 'middle'));
  }
  parts.push(stroke(frame.leftPx, frame.bottomPx, frame.rightPx, frame.bottomPx, 'axis'));
  parts.push(stroke(frame.leftPx, frame.topPx, frame.leftPx, frame.bottomPx, 'axis'));
  parts.push(text((frame.leftPx + frame.rightPx) / 2, footPx + 37, panel.x.label, 'middle small'));
  const middle = (frame.topPx + frame.bottomPx) / 2;
  parts.push(`<g transform="translate(18 ${px(middle)}) rotate(-90)">${text(0, 0, panel.y.label, 'middle small')}</g>`);
  return parts;
}

function drawMark(frame: Frame, mark: Mark): string[] {
  switch (mark.kind) {
    case 'line':
      return drawLine(frame, mark.points, `line ${mark.tone}${mark.dash === undefined ? '' : ` ${mark.dash}`}`);
    case 'dots':
      return mark.points
        .filter(({ y }) => !Number.isNaN(y))
        .map(({ x, y }) => drawDot(frame.atX(x), frame.atY(y), mark.shape, mark.tone));
    case 'across': {
      const y = frame.atY(mark.y);
      const isLeft = mark.side === 'left';
      return [
        stroke(frame.leftPx, y, frame.rightPx, y, 'limit'),
        text(isLeft ? frame.leftPx + 6 : frame.rightPx - 6, y - 5, mark.words, `small halo${isLeft ? '' : ' end'}`),
      ];
    }
    case 'upright': {
      const x = frame.atX(mark.x);
      const isLeft = mark.side === 'left';
      return [
        stroke(x, frame.topPx, x, frame.bottomPx, 'limit'),
        text(x + (isLeft ? -5 : 5), frame.topPx + 13, mark.words, `small halo${isLeft ? ' end' : ''}`),
      ];
    }
    case 'note':
      return [text(frame.atX(mark.x), frame.atY(mark.y), mark.words, `small halo ${mark.anchor ?? 'start'}`)];
  }
}

function drawLine(frame: Frame, points: readonly Point[], classes: string): string[] {
  const pieces: string[] = [];
  let isOpen = false;
  for (const { x, y } of points) {
    if (Number.isNaN(y)) {
      isOpen = false;
      continue;
    }
    pieces.push(`${isOpen ? 'L' : 'M'}${px(frame.atX(x))} ${px(frame.atY(y))}`);
    isOpen = true;
  }
  return pieces.length === 0 ? [] : [`<path d="${pieces.join('')}" class="${classes}"/>`];
}

function drawDot(x: number, y: number, shape: 'dot' | 'ring' | 'cross', tone: Tone): string {
  if (shape === 'cross') {
    const arm = 4.5;
    const slopes = `M${px(x - arm)} ${px(y - arm)}L${px(x + arm)} ${px(y + arm)}M${px(x - arm)} ${px(y + arm)}L${px(x + arm)} ${px(y - arm)}`;
    return `<path d="${slopes}" class="line ${tone}"/>`;
  }
  const fill = shape === 'dot' ? `${tone}-fill` : `hollow ${tone}`;
  return `<circle cx="${px(x)}" cy="${px(y)}" r="${shape === 'dot' ? 3 : 4}" class="${fill}"/>`;
}

/** Names run from left to right below the title, each behind a sample of its mark. */
function legend(panel: Panel, y: number): string[] {
  const parts: string[] = [];
  let x = LEFT_PX;
  for (const mark of panel.marks) {
    if ((mark.kind !== 'line' && mark.kind !== 'dots') || mark.name === undefined) continue;
    if (mark.kind === 'line') {
      parts.push(stroke(x, y - 4, x + 26, y - 4, `line ${mark.tone}${mark.dash === undefined ? '' : ` ${mark.dash}`}`));
    } else parts.push(drawDot(x + 13, y - 4, mark.shape, mark.tone));
    parts.push(text(x + 32, y, mark.name, 'small'));
    x += 32 + mark.name.length * LETTER_PX + 18;
  }
  return parts;
}

function drawStrip(frame: Frame, strip: Strip, topPx: number): string[] {
  const parts = [text(frame.leftPx - 8, topPx + 16, strip.name, 'end small')];
  for (const { fromX, toX, level } of strip.spans) {
    const from = frame.atX(fromX);
    const widthPx = frame.atX(toX) - from;
    parts.push(box(from, topPx + 2, widthPx, STRIP_PX - 4, `${level} seam`));
    // A span too short for its word keeps its colour; the page's text says what it is.
    if (widthPx > level.length * LETTER_PX + 4) parts.push(text(from + widthPx / 2, topPx + 16, level, 'middle small'));
  }
  return parts;
}

/** Ticks from `min` to `max`, `step` apart. */
export function ticks(min: number, max: number, step: number): number[] {
  return Array.from({ length: Math.floor((max - min) / step + 1e-9) + 1 }, (_, i) => min + i * step);
}
