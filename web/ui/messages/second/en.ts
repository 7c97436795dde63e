/** Texts about files that two people take away: what was asked for, and what waits for the reader. */
export const en = {
  failed: 'It was not saved. Try again, or ask whoever runs this server.',
  asked:
    'You asked for this file. A colleague of your office has to confirm it, and then saves it: they see it on this page.',
  unread: 'Which files wait here for a second person could not be read. Open the page again.',
  title: 'Files that wait for a second person',
  mine: 'You asked at {asked}. A colleague confirms until {until}.',
  theirs: 'A colleague asked for this file at {asked}. Confirm it only if you know what it is for. Until {until}.',
  why: 'Taking a file away takes two people of one office ({article}).',
  period: '{from} to {to}',
  confirm: 'Confirm and save',
  refuse: 'Say no',
  'take-back': 'Take it back',
};
