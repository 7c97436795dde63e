/** Something wrong in a pack, and where: `path` leads to it from the top of the file. */
export interface PackProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Ids of a list that stand in it before. */
export function twice(list: readonly { readonly id: string }[], section: string): PackProblem[] {
  const ids = list.map(({ id }) => id);
  return ids.flatMap((id, i) =>
    ids.indexOf(id) === i ? [] : [{ path: [section, i, 'id'], message: `'${id}' stands twice` }],
  );
}
