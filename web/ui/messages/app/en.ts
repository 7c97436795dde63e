/** Texts of the protected person's page. */
export const en = {
  title: 'Memo',
} as const;
