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
/**
 * By "GET /api/me/warning-plan"; {id} stands for any id: "POST /api/sos/{id}/cancel". A route that no table names answers 404
 * as the server does; `GET /api/live: 'none'` opens no stream.
 */
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

export interface Device {
  readonly kind?: 'android' | 'iphone';
  /** Whether the browser gives the phone's position. */
  readonly place?: 'granted' | 'prompt' | 'denied';
  /** Whether push messages reach it; `off`: allowed, and not turned on. */
  readonly push?: 'on' | 'off' | 'denied' | 'unsupported';
}

export interface ScreenState {
  /** Kebab-case; becomes the file's name. */
  readonly name: string;
  readonly frames: readonly FrameBody[];
  readonly answers?: Answers;
  readonly act?: (stage: Stage) => Promise<void>;
  /** What this browser is and allows. Left out: a phone that has not been asked for anything yet. */
  readonly device?: Device;
  /** Kept on the phone from before. */
  readonly kept?: Readonly<Record<string, string>>;
  /** Higher than a phone, so that the whole of a long screen is seen. */
  readonly heightPx?: number;
  /** Another page than the feature's. */
  readonly path?: (language: string) => string;
  /** Also at 1440x900; `only`: not on a phone. */
  readonly wide?: boolean | 'only';
  /** Root font size in percent, for large type. */
  readonly typePercent?: number;
}

/** The home screen in words: where it is not what the picture shows, no map need be drawn. */
export const NO_MAP = { 'pair-view': 'list' } as const;
export const MAP = { 'pair-view': 'map' } as const;

export interface Feature {
  /** Folder under docs/screens. */
  readonly name: string;
  /** Path of the page. */
  readonly path: '/app/' | '/centre/' | '/court/' | '/enter' | '/help/';
  readonly answers?: Answers;
  readonly kept?: Readonly<Record<string, string>>;
  readonly states: readonly ScreenState[];
}
