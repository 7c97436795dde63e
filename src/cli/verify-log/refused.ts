/** What is wrong with a log: ends the check with its reason, `<kind>: <what>`; kinds are missing, wrong, truncated, forked, unsigned. */
export class Refused extends Error {
  override readonly name = 'Refused';
}
