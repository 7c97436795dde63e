/**
 * Easy reading: shorter sentences for the home screen and the warning, laid over `app` where they exist. They say the same, never more
 * and never less certain; the values are the same.
 */
export const en = {
  'headline.approaching': 'The wearer comes closer. {distance}',
  'headline.approaching-from': 'The wearer comes closer, {from}. {distance}',
  'headline.receding': 'The wearer goes away. {distance}',
  'headline.receding-octant': 'The wearer goes away. {distance}, {octant}',
  'headline.turned': 'The wearer has turned away. {distance}',
  'headline.turned-octant': 'The wearer has turned away. {distance}, {octant}',
  'headline.steady': 'The wearer is as far away as before. {distance}',
  'headline.steady-octant': 'The wearer is as far away as before. {distance}, {octant}',
  'direction.none': 'We do not know which way the wearer goes.',
  'eta.soon': 'If it goes on like this: near in less than 1 minute.',
  'eta.span': 'If it goes on like this: near in about {span}.',

  'nothing.notice': 'The wearer is in the wider area',
  'nothing.warning': 'The wearer may come near you',
  'nothing.danger': 'The wearer may be very near you',
  'nothing.unknown': 'We do not know if the wearer is near',
  'nothing.ended': 'The order has ended',
  'nothing.ended.line': 'Since {time} Magpie does not watch. In danger? Call {number}.',
  'nothing.no-order': 'No order is in force',
  'nothing.no-order.line': 'Magpie does not watch now. In danger? Call {number}.',
  'nothing.refused.line': 'Magpie does not know if it may show this. The monitoring centre knows.',
  'reported.ago': 'The device of the wearer sent news {age}.',

  'unknown.wearer-silent.line': 'No news from the device of the wearer since {time}.',
  'unknown.wearer-untrustworthy.line': 'Since {time} the device of the wearer sends wrong places.',
  'unknown.protected-silent.line': 'No news from your phone since {time}. So we cannot tell how near the wearer is.',
  'unknown.protected-never-reported.line': 'No news from your phone yet. So we cannot tell how near the wearer is.',
  'unknown.failed.line': 'Magpie does not work right since {time}. The monitoring centre knows.',
  'unknown.earliest': 'The wearer could be near you from {time}.',
  'unknown.earliest.now': 'The wearer could be near you now.',
  'unknown.earliest.none': 'We do not know how soon the wearer could be near you.',

  'trouble.headline': 'Magpie does not work right',
  'trouble.line': 'You may not get a warning now. In danger? Call {number}.',
  'lost.line': 'You get no warning here now. In danger? Call {number}.',
  'lost.offline': 'This phone has no internet.',
  'lost.lapsed': 'The old news is too old to show.',
  'bad-frame.line': 'Load the page again. You get no warning here until then. In danger? Call {number}.',
  'unproven.line':
    'Ask for a new sign-in link. Keep this page open: it still warns you. It shows nothing else. In danger? Call {number}.',
  'signed-out.line': 'Ask for a new sign-in link. You get no warning here until then. In danger? Call {number}.',

  'warning.do.danger': 'Go to other people. Call {number}. Say where you are.',
  'warning.do.warning': 'Go to other people. Hold your phone. Afraid? Call {number}.',
  'warning.do.unknown': 'Magpie cannot see the wearer now. Stay near other people. Afraid? Call {number}.',
  'warning.do.notice': 'Magpie watches on. It warns you if this changes.',
  'warning.do.clear': 'Magpie watches on.',
} as const;
