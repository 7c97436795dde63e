/** Operating errors are values: a caller cannot forget to look at them. Broken invariants crash instead (`assert.ts`). */
export type Outcome<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): Outcome<T, never> {
  return { ok: true, value };
}

export function err<E>(error: E): Outcome<never, E> {
  return { ok: false, error };
}
