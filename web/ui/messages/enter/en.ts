/** Texts of the sign-in page. Neutral: the address may be seen by others. */
export const en = {
  working: 'Opening your page',
  'none.title': 'This link does not work any more',
  'none.why': 'Each link works once, and only for a short time.',
  'none.remedy': 'Ask the person or office that gave it to you for a new one.',
  'no-connection.title': 'No connection',
  'no-connection.remedy': 'Your link has not been used up. Check your internet connection and try again.',
  'failed.title': 'Something is wrong on our side',
  'failed.remedy': 'Try again in a minute. If it stays, ask for a new link.',
  again: 'Try again',
  urgent: 'If you are in danger now, call {number}.',
} as const;
