/** Where a refusal of the server belongs, by the words that it is known to use; null: it is about the whole. */
export function fieldOfRefusal(message: string, fields: readonly string[]): string | null {
  const starts = RULES.find(([said]) => said.test(message))?.[1] ?? [];
  return fields.find((field) => starts.some((start) => field.startsWith(start))) ?? null;
}

const RULES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/such upload|documents/, ['attachments']],
  [/reasons/, ['reasons']],
  [/fitt/, ['fit-']],
  [/longer than the law|ends? before it begins/, ['until']],
  [/no size|crosses itself/, ['zone-']],
  [/future|cannot have been before/, ['at']],
  [/whom it is to protect|protected persons|who is not registered/, ['protected']],
  [/respondent/, ['respondent']],
  [/agency that monitors|named as its court|agency/, ['office-']],
  [/measure|asked for/, ['grant-', 'measures']],
];
