/** Words that every surface shares. English is the type of the others. */
export const en = {
  'level.clear': 'Clear',
  'level.notice': 'Notice',
  'level.warning': 'Warning',
  'level.danger': 'Danger',
  'level.unknown': 'Not known',

  exercise: 'EXERCISE',
  'exercise.long': 'EXERCISE – nobody here is real',

  'too-many': 'This page asked for too much at once. Wait a minute; then try again.',

  'age.now': 'just now',
  'age.seconds': '{count, plural, one {# second ago} other {# seconds ago}}',
  'age.minutes': '{count, plural, one {# minute ago} other {# minutes ago}}',
  'age.hours': '{count, plural, one {# hour ago} other {# hours ago}}',
  'age.days': '{count, plural, one {# day ago} other {# days ago}}',
  'age.never': 'never',
  'span.seconds': '{count, plural, one {# second} other {# seconds}}',
  'span.minutes': '{count, plural, one {# minute} other {# minutes}}',
  'span.hours': '{count, plural, one {# hour} other {# hours}}',

  'distance.under': 'less than {metres}\u00a0m',
  'distance.metres': '{metres}\u00a0m',
  'distance.kilometres': '{kilometres}\u00a0km',

  'octant.N': 'to the north',
  'octant.NE': 'to the north-east',
  'octant.E': 'to the east',
  'octant.SE': 'to the south-east',
  'octant.S': 'to the south',
  'octant.SW': 'to the south-west',
  'octant.W': 'to the west',
  'octant.NW': 'to the north-west',

  'trend.approaching': 'coming closer',
  'trend.receding': 'moving away',
  'trend.steady': 'staying about as far',
  'trend.unclear': 'no clear direction',

  'language.label': 'Language',
  'language.unreviewed': 'This text has not yet been reviewed by native speakers.',
  'language.failed': '{language} could not be loaded. Choose it again when there is a connection.',

  'connection.connecting': 'Connecting',
  'connection.live': 'Live',
  'connection.lost': 'No connection since {time}',
  'connection.retrying': 'Trying again by itself.',
  'connection.retry': 'Try now',
  'connection.bad-frame': 'This page and the server do not match',
  'connection.bad-frame.remedy': 'Load the page again. If that does not help, tell the monitoring centre.',
  'connection.signed-out': 'You are signed out',
  'connection.signed-out.remedy': 'Ask for a new sign-in link.',

  'trouble.database': 'Magpie cannot store reports since {time}.',
  'trouble.engine': 'Magpie cannot work out distances since {time}.',
  'trouble.disclosure': 'Magpie cannot show places since {time}.',
  'trouble.reports': 'Reports of some devices do not reach Magpie since {time}.',
  'trouble.warnings': 'Warnings to closed phones may not arrive since {time}.',
  'trouble.log': 'The public log has not been published since {time}.',

  'error.title': 'This page has failed',
  'error.remedy': 'Load it again. If you need help now, call {number}.',
  'error.reload': 'Load again',
} as const;
