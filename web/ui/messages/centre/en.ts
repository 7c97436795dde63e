/** Texts of the monitoring centre. */
export const en = {
  title: 'Magpie monitoring centre',
} as const;
