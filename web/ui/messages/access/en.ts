/** How warnings are felt on this phone, and easy reading: the choices of whoever hears, feels or reads in another way. */
export const en = {
  'felt.title': 'How a warning is felt here',
  'felt.sound': 'Sound and vibration',
  'felt.vibration': 'Vibration only',
  'felt.screen': 'Only on the screen',
  'felt.vibration.line': 'A warning in this page makes no sound.',
  'felt.vibration.none': 'This browser cannot make the phone vibrate: a warning only shows.',
  'felt.screen.line':
    'A warning in this page makes no sound and does not vibrate. You see it only while you look at the screen.',
  'felt.not-kept': 'This phone does not let the app keep the choice. It lasts until the page is closed.',
  'warning.screen-only': 'No sound and no vibration, as you chose.',
  'easy.title': 'Easy reading',
  'easy.switch': 'Short sentences and larger type',
  'easy.line': 'The home screen and warnings use shorter sentences. What they rest on is behind a button.',
  'more.show': 'More',
  'more.hide': 'Less',
} as const;
