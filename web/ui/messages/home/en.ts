/** Texts of the home screen's own parts. Short, present tense, calm. */
export const en = {
  'notices.open': 'Open',
  'notices.label': 'Hints',
  'notices.more': '{count} more',

  'warning.lower': 'Lower now',
  'warning.was': '{level} at {time}',
  'warning.put-away': 'Put away',
  'warning.soft': 'Vibration only, as you chose.',
  'warning.silent': 'Without sound, as you chose.',
  'warning.quiet': 'Sound has ended. This stays until you have seen it.',
} as const;
