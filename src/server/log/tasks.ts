/** What the log's thread is asked and answers, as messages. */
import type { Outcome } from '../../core/outcome.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { Published } from '../../safeguards/service.ts';
import type { LogSetting } from './setting.ts';

export interface ThreadSetting extends LogSetting {
  readonly appUrl: string;
}

export type LogTask =
  | { readonly kind: 'run'; readonly nowMs: number }
  | { readonly kind: 'cosign'; readonly nowMs: number; readonly note: string };

export interface LogAnswers {
  readonly run: Published;
  readonly cosign: Outcome<readonly string[], Refusal>;
}

export interface LogAsked {
  readonly number: number;
  readonly task: LogTask;
}

/** `failed`: name, code and message of what went wrong; rows are named in it, nothing that stands in them. */
export type LogAnswered =
  | { readonly number: number; readonly answer: LogAnswers[LogTask['kind']] }
  | { readonly number: number; readonly failed: string };
