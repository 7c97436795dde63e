/** Texts about the order that protects: its dates and distances, what may be asked, the undertaking. Plain words beside the law's own names. */
export const en = {
  loading: 'Loading',
  failed: 'Your order could not be read. Try again.',
  again: 'Try again',
  none: 'No order is in force',
  'none.line': 'Magpie is not watching. If you are in danger, call {number}.',

  number: 'Order {number}',
  measure: '{name} ({article})',
  'in-force': 'In force until the end of {date}',
  'in-force.time': 'In force until {date}, {time}',
  since: 'Since {date}',
  days: '{count, plural, =0 {Today is the last day.} one {One day is left after today.} other {# days are left after today.}}',
  zone: 'Days are counted by the clock of {zone}.',
  begins: 'Begins on {date}',
  'ended.expired': 'Ended on {date}',
  'ended.cancelled': 'Cancelled on {date}',
  'ended.non-indictment': 'Ended on {date}: it was decided not to prosecute',
  'ended.acquitted': 'Ended on {date} by a final acquittal',
  'ended.dismissed': 'Ended on {date}: the case was dismissed',
  'ended.withdrawn': 'Withdrawn on {date}',
  'ended.replaced': 'Replaced on {date} by another order',

  'kept.title': 'What is kept',
  'kept.until':
    'Where the wearer and you were under this order may be kept until the end of {date}; then the law wants it destroyed. Nobody is shown it in the app.',
  'kept.at-once':
    'Where the wearer and you were under this order is not to be kept any longer: the law wants it destroyed at once.',
  'kept.unknown': 'Until when what was recorded is kept cannot be told yet.',
  'kept.other': 'What is also kept under another order stays until that one has ended, too.',

  'holds.title': 'What holds',
  'holds.restraint': 'The wearer may not come nearer to you than {distance}.',
  'holds.device': 'The wearer wears a device that reports where they are.',
  'holds.warn': 'You are warned when the wearer comes within about {distance}, and earlier when the wearer comes fast.',
  'holds.notice': 'Within about {distance} Magpie looks more closely.',
  'holds.police': 'The police are told within {distance}.',
  'holds.places':
    '{count, plural, one {One place is named} other {# places are named}} from which the wearer must keep away.',
  'holds.places.none': 'No place is named. You may ask for your home or work to be added.',

  'ask.title': 'What you may ask',
  'ask.extension':
    'More time: {count, plural, =0 {this measure is not extended} one {once, {months} months} other {at most # times, {months} months each}} ({article}).',
  'ask.extension.open': 'More time: {months} months each time it is renewed ({article}).',
  'ask.extension.none': 'This measure is not extended.',
  'ask.of.prosecutor':
    'The prosecutor asks the court for it. You may ask the prosecutor or the police to do so. Ask before the last day.',
  'ask.of.public-safety-commission':
    'The public safety commission renews it. You may ask the police to bring it about. Ask before the last day.',
  'ask.of.court': 'The court extends it when you ask for that yourself. Ask before the last day.',
  'ask.change':
    'You move, or change work: ask for the places and distances to be changed. Tell your office before you move.',
  'ask.seen': 'You may see what is held about you, and have it put right.',
  'ask.whom': 'Whom to ask: {agency}.',

  'end.title': 'When it ends',
  'end.line':
    'At that moment everything stops: the wearer is no longer watched for you, nothing is shown to you, and your position is not kept any more. SOS here stops, too; call {number}.',

  'expiry.two-weeks': 'Your order ends in {count} days, on {date}. If you still need it, ask for more time now.',
  'expiry.week': 'Your order ends in {count} days, on {date}. Ask for more time now if you have not yet.',
  'expiry.tomorrow': 'Your order ends tomorrow. After that Magpie does not watch for you. Ask your office today.',
  'expiry.today': 'Today is the last day of your order. After it Magpie does not watch for you. Ask your office now.',
  'expiry.steps': 'Next steps',
  'expiry.step.ask': 'Ask your office, the police or the prosecutor whether more time has been asked for.',
  'expiry.step.say': 'Say what has happened since the order began, and what you fear.',
  'expiry.step.plan': 'Plan with your office for the days after it.',

  'undertaking.title': 'What you are shown stays with you',
  'undertaking.line':
    'Where the wearer is, is shown to you for your safety only. Do not pass it on, publish it, or use it for anything else.',
  'undertaking.penalty':
    'The law punishes passing it on or misusing it with up to {years} years in prison or a fine of up to {fine} ({article}).',
  'undertaking.may': 'You may always tell the police, your office, and whoever helps you in danger.',
  'undertaking.anyway':
    'Until you have said so, you see how far away they are and on which side, and no place. Warnings reach you either way.',
  'undertaking.accept': 'I have read it and keep to it',
  'undertaking.accepted': 'You read this on {date}.',
  'undertaking.due': 'Read what holds for what you are shown.',

  'undertaking.until': 'It holds until {date}. Then you are asked again.',
  'undertaking.again':
    'What you said before holds until {date}. Please read it again: the law, your order or the time has changed.',
  'undertaking.withheld': 'Their place is not shown until you read what holds for it.',
  'sight.title': 'Seeing where they are',
  'sight.line': 'You can have their place kept from your screen. Nobody asks you why.',
  'sight.kept':
    'You still get every warning, with how far away they are and on which side. The monitoring centre and the police see as much as before. On the map you would not see from where they come.',
  'sight.hide': 'Do not show me their place',
  'sight.hidden': 'Their place is not shown to you, since {date}. Warnings go on.',
  'sight.show': 'Show it again where the law shows it',
  'sight.failed': 'That did not reach Magpie. What held before still holds.',
  'mark.title': 'The small mark on the map',
  'mark.line':
    'Where a place is shown, a short code and the time lie over it. The oversight body can tell from it whose screen it was. It holds no name.',
  'mark.limits':
    'It makes leaking less likely. It cannot stop anyone from taking a picture, cutting the mark out, or telling.',
} as const;
