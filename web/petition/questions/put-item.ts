/** An item in the place of the one with its id, or at the end. Pure. */
export function putItem<One extends { readonly id: string }>(items: readonly One[], item: One): One[] {
  const has = items.some(({ id }) => id === item.id);
  return has ? items.map((one) => (one.id === item.id ? item : one)) : [...items, item];
}
