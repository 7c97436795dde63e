/** Texts of help, of the drill and of the questions about how it goes. */
export const en = {
  'feedback.intro':
    'Short questions. You decide whether to answer; nothing about your protection depends on it. Answers are kept without your name and are counted only together with those of others.',
  'feedback.none': 'There is no question for you now.',
  'feedback.failed': 'The questions cannot be read right now.',
  'feedback.retry': 'Try again',
  'feedback.thanks': 'Thank you. Your answer is kept.',
  'feedback.declined': 'That is fine. You will not be asked this again.',
  'feedback.not-kept': 'Your answer could not be kept. Nothing was sent twice; you can try again.',
  'feedback.rather-not': 'Rather not say',
  'feeling.question': 'How safe have you felt this month?',
  'feeling.1': 'Not safe at all',
  'feeling.2': 'Not very safe',
  'feeling.3': 'In between',
  'feeling.4': 'Fairly safe',
  'feeling.5': 'Very safe',
  'warning.question': 'There was a warning that ended on {date}. Did it come in time?',
  'warning.in-time': 'In time',
  'warning.too-late': 'Too late',
  'warning.not-needed': 'It was not needed',
  'warning.not-noticed': 'I did not notice it',
  'notice.question': 'A short question for you',
  'help.levels': 'What the words mean',
  'help.clear': 'Nothing points to the wearer coming near. It is never a promise.',
  'help.notice': 'The wearer is in the wider area. You need do nothing yet.',
  'help.warning': 'The two of you could meet within minutes if nothing changes.',
  'help.danger': 'The wearer is very close, or closer than the court allows.',
  'help.unknown':
    'Magpie cannot see one of the two devices, or cannot believe what it says. It says so instead of guessing.',
  'help.see.title': 'What Magpie sees, and what it does not',
  'help.see':
    'It sees where the two devices report to be, not where people are. Under ground, in tall buildings or with an empty battery there is no report. Somebody else sent by the wearer is never seen.',
  'help.age.title': 'How old and how exact',
  'help.age':
    'Each place is shown with its age and a circle. The person is most likely inside the circle, not at its middle. What is old fades and says so.',
  'help.why-less.title': 'Why you sometimes see less',
  'help.why-less':
    'The law says how much may be shown, and when. Far away you see a distance and a direction; when it is urgent you see the place. With no risk you see only that there is no warning.',
  'help.wearer.title': 'What the wearer learns about you',
  'help.wearer':
    'Nothing. Nothing that reaches the wearer depends on where you are. The wearer knows only the places that the order names.',
  'help.others.title': 'Who sees where you are',
  'help.others':
    'You. The monitoring centre sees it during a warning, or when you share it. Each look is written down. Nobody in your household sees it.',
  'help.call.title': 'When to call',
  'help.call':
    'Whenever you feel unsafe, with or without a warning. You need no reason from this app to call {number}.',
  'help.phone.title': 'If your phone is lost or somebody takes it',
  'help.phone':
    'Tell the monitoring centre from another phone. It signs this phone out and gives you a new link. The wearer’s device and the places that the order names stay watched meanwhile.',

  'practice.intro':
    'This shows how a warning feels, with a made-up wearer. Nothing is sent to anybody. It takes two minutes, and you can stop at any time.',
  'practice.sos': 'SOS stays real, also during practice: it reaches the monitoring centre.',
  'practice.start': 'Begin',
  'practice.next': 'Next',
  'practice.stop': 'Stop practising',
  'practice.step': 'Step {step} of {of}',
  'practice.real': 'A real warning has come. Practice has ended.',
  'practice.lost': 'There is no connection right now. Practise when it is back.',
  'practice.not-now': 'Practice is possible while there is no warning.',
  'practice.calm': 'This is a quiet day. The sentence says what is known, and below it how old that is.',
  'practice.coming': 'A warning has come. Put it away when you have seen it; the screen goes on showing what is true.',
  'practice.holds': 'You have seen it, so it is quiet. It speaks again only when it becomes more urgent.',
  'practice.danger':
    'Now it became more urgent. This is how danger sounds; calm mode and quiet hours never silence it.',
  'practice.away': 'The wearer has turned away. This is said only when it is true.',
  'practice.blind':
    'The device is silent. Magpie does not guess: it says since when, and from when the wearer could be near.',
  'practice.done': 'That was all. You can practise again whenever you like.',
  'practice.again': 'Practise again',
} as const;
