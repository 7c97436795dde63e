/** A broken invariant is a programmer's error: it throws, and the process that owns the state stops rather than go on wrong. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** One condition a call, so that the message names what broke. The message must hold no coordinate, name or number. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}

/** Ends every exhaustive switch: the compiler refuses a case that was forgotten. */
export function unreachable(value: never): never {
  throw new InvariantError(`unreachable case of type ${typeof value}`);
}
