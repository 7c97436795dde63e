/** Texts about the household and those who support a protected person. */
export const en = {
  failed: 'That did not work. Try again.',
  'household.why':
    'Who lives with you and is named in your order. Each of them decides for themself whether to take part.',
  'household.none': 'Nobody of your household is registered. The monitoring centre can add them.',
  'household.consent':
    'Whoever takes part sees warnings and what the law lets them see of the wearer. They do not see where you are.',
  'household.child': 'child',
  'household.guardian': 'I am the guardian, and I consent',
  'household.end': 'End taking part',
  'household.invite-again': 'Invite again',
  'state.invited': 'Invited, not answered yet',
  'state.consented': 'Takes part',
  'state.withdrawn': 'Does not take part',
  'state.ended': 'Ended by you',

  'consent.title': 'Do you want to take part?',
  'consent.withdrawn': 'You do not take part',
  'consent.see': 'What you would see',
  'consent.see.line': 'Warnings when the wearer may come near, and what the law lets you see of where the wearer is.',
  'consent.not-see': 'What you would not see',
  'consent.not-see.line': 'Where the protected person is. Nobody sees your phone’s contents.',
  'consent.free': 'It is your choice',
  'consent.free.line':
    'You can stop at any time, without a reason. Sharing your own position is a separate question. What you see here is not to be passed on.',
  'consent.yes': 'I take part',
  'consent.no': 'I do not',
  'consent.ended': 'The protected person has ended this. Nothing is shown here any more.',
  'consent.minor': 'For a child the guardian consents. Ask the protected person you live with.',
  'part.line':
    'You take part: warnings come to this phone. When you stop, nothing is shown here any more, and the protected person sees that you stopped.',
  'part.withdraw': 'Stop taking part',

  'supporters.why': 'An advocate or somebody you trust can help you to set this up, without seeing where you are.',
  'supporters.see': 'What they see',
  'supporters.see.line':
    'Which steps are done, whether your phone reports, whether messages reach you, from when until when your order runs.',
  'supporters.see-not': 'Never: where anybody is, how near, a warning, an SOS, or what you do.',
  'supporters.none': 'Nobody supports you here at the moment.',
  'supporters.until': 'Until {day}',
  'supporters.age': 'They may see how long ago my phone last reported',
  'supporters.prolong': '30 more days',
  'supporters.end': 'End at once',
  'supporters.new': 'Let somebody help',
  'supporters.new.line': 'Make a code and read it to them. It works once, within 15 minutes.',
  'supporters.make-code': 'Make a code',
  'supporters.read-out': 'Read this to them. It works until {time}, once.',
} as const;
