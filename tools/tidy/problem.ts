/** What a rule found: where, what, and what to write instead. */
export interface Problem {
  /** From the root of the checkout, with `/`. */
  readonly path: string;
  /** From 1; 0 is the file as a whole. */
  readonly line: number;
  readonly what: string;
  readonly remedy: string;
}

export function problemLine(problem: Problem): string {
  const where = problem.line > 0 ? `${problem.path}:${problem.line}` : problem.path;
  return `${where}  ${problem.what}. ${problem.remedy}`;
}
