/** A failure that the reader can mend: what is wrong and what to do, in one line. */
export class Problem extends Error {
  constructor(problem, remedy) {
    super(`${problem} ${remedy}`);
    this.name = 'Problem';
  }
}
