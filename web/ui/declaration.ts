const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Of whom a relation is declared: by the id of a record, or else by a name. */
export function declarationOf(text: string): { readonly personId: string } | { readonly name: string } {
  const whom = text.trim();
  return UUID.test(whom) ? { personId: whom } : { name: whom };
}
