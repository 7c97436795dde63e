/** Texts of the home screen's own parts. Short, present tense, calm. */
export const en = {
  'notices.label': 'Hints',
  'notices.more': '{count} more',
} as const;
