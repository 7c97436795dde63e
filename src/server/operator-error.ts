/**
 * A failure that the operator can mend: one clear line and what to do about it. Entry points print `operatorLine` and exit
 * with 1; anything else is a defect and is printed with its stack.
 */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
  /** What to do, in one sentence. */
  readonly remedy: string;

  constructor(problem: string, remedy: string) {
    super(problem);
    this.remedy = remedy;
  }
}

/** `problem. remedy.` on one line; the stack of whatever is not an OperatorError. */
export function operatorLine(error: unknown): string {
  if (error instanceof OperatorError) return `${error.message} ${error.remedy}`.replaceAll(/\s*\n\s*/g, ' ');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
