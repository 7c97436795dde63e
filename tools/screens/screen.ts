/**
 * What a screenshot is made from: the frames and answers that the built page gets, and what a person does before it is taken.
 * One file a feature under `states/`, exporting `feature`; nothing else lists them.
 */
import type { Page } from 'playwright-core';
import type { ServerFrame } from '../../src/disclosure/contract.ts';

/** Server time at which every picture is taken: 14:03:20 on a Wednesday in Seoul. Ages in frames are counted back from it. */
export const SHOT_MS = Date.UTC(2026, 5, 24, 5, 3, 20);

/** A frame without its stamp, which the scripted server gives. */
export type FrameBody = ServerFrame extends infer F
  ? F extends ServerFrame
    ? Omit<F, 'seq' | 'serverTimeMs'>
    : never
  : never;

/** What an /api route answers: JSON with its status (200 if left out), or 'none': the connection is cut, as a dead network does. */
export type Answer = { readonly status?: number; readonly json: unknown } | 'none';
/** By "GET /api/me/warning-plan"; a route that no table names answers 404 as the server does. */
export type Answers = Readonly<Record<string, Answer>>;

/** What happens after the frames have come and before the picture is taken. */
export interface Stage {
  readonly page: Page;
  send(...frames: FrameBody[]): void;
  /** The stream says nothing any more, and time goes on: the page must find out by itself. */
  loseConnection(): Promise<void>;
  /** Time of the page and of the server goes on by this much; heartbeats come. */
  pass(ms: number): Promise<void>;
}

export interface ScreenState {
  /** Kebab-case; becomes the file's name. */
  readonly name: string;
  readonly frames: readonly FrameBody[];
  readonly answers?: Answers;
  readonly act?: (stage: Stage) => Promise<void>;
  /** Also at 1440x900. */
  readonly wide?: boolean;
  /** Root font size in percent, for large type. */
  readonly typePercent?: number;
}

export interface Feature {
  /** Folder under docs/screens. */
  readonly name: string;
  /** Path of the page. */
  readonly path: '/app/' | '/centre/' | '/enter';
  readonly answers?: Answers;
  readonly states: readonly ScreenState[];
}
