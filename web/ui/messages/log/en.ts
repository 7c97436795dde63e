/** Texts of the page of the public log. It names nobody. */
export const en = {
  title: 'The public log',
  intro:
    'Everything that is shown or changed in this Magpie, and everything that was refused, leaves one entry here. Nobody can change or remove an entry without its being found out.',
  'nothing.title': 'What stands here tells nothing of anybody',
  'nothing.words':
    'An entry is 48 bytes that look like chance: no names, no places, no times of what was done. The same number of entries is published each time, whether filled or empty, so that the log does not even tell how much is going on.',
  'state.title': 'The newest checkpoint',
  origin: 'Log',
  size: 'Entries',
  'size.words': '{size}, with those that are empty',
  root: 'Root hash',
  published: 'Published',
  cadence: 'How often',
  'cadence.words': 'every {seconds} seconds, {entries} entries each time',
  key: 'Key of the log',
  checkpoint: 'Signed checkpoint',
  'checkpoint.link': 'Open it',
  'late.title': 'Nothing has been published for a while',
  'late.words':
    'That may be a fault. What happens meanwhile is still put on record and will be published later. If it stays so, ask the office that runs this Magpie.',
  'none.title': 'Nothing has been published yet',
  'none.words': 'The first entries come within minutes.',
  'witnesses.title': 'Witnesses',
  'witnesses.words':
    'Others keep a copy of the checkpoint and sign that they have seen it. If the log were cut short or told differently to different people, their copies would not agree.',
  'witnesses.none': 'No witness has been named for this log yet.',
  'witness.signed': 'signed the newest checkpoint at {time}',
  'witness.waiting': 'has not signed the newest checkpoint yet',
  'how.title': 'Check it yourself',
  'how.words':
    'With a copy of Magpie, this needs neither an account nor the server’s word. The program that checks shares no code with the one that writes.',
  'how.key':
    'Compare the key with one from somewhere other than this page, such as a witness’s. Whoever could change the log could change this page.',
  'how.since': 'Keep today’s checkpoint. Next time it proves that nothing was removed or rewritten since:',
  'proof.title': 'If you are concerned',
  'proof.words':
    'A proof that an entry about you stands here can be asked for from the body that oversees this Magpie. It shows the entry’s own contents to you and to nobody else, and can be checked with:',
  'what.loading': 'Loading the checkpoint',
  'no-connection': 'No connection. Nothing shown here is current. Try again.',
  failed: 'The log cannot be read at the moment. Try again in a minute.',
  again: 'Try again',
} as const;
