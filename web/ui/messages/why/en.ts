/**
 * Why a finding was made: one sentence a key of `Finding.why`. Values come with their units as a person says them ("800 m",
 * "6 minutes", "5 km/h").
 */
export const en = {
  'approach.notice.inside': 'Probably within {ringM} and not moving apart; about {distanceM} between them.',
  'approach.notice.closing': 'Coming closer at {closingMps} from about {distanceM}; restraint distance in {etaS}.',
  'approach.warning.inside': 'Probably within {ringM} and not moving apart; about {distanceM} between them.',
  'approach.warning.closing':
    'Coming closer at {closingMps} from about {distanceM}, on courses that pass within {missM}; restraint distance in {etaS}.',
  'approach.warning.trend':
    'Steadily closer: {closedM} in {overS}, now about {distanceM}; restraint distance in {etaS}.',
  'approach.danger.inside': 'Probably within the restraint distance of {ringM}; about {distanceM} between them.',
  'approach.danger.near':
    'About {distanceM} between them and not moving apart: the next steps could lead inside {ringM}.',
  'approach.danger.closing': 'Coming closer at {closingMps} from about {distanceM}; restraint distance in {etaS}.',
  'approach.lowered': 'Lowered: nothing called for the higher level for {heldS}; about {distanceM} between them.',
  'approach.resumed': 'Known again: good positions of both show about {distanceM} between them.',
  'approach.resumed.far':
    'No longer possible soon: about {distanceM} between them by their last positions. A side is still silent or imprecise.',
  'approach.unknown.wearer-never-reported':
    "Nothing ever received from the wearer's device, {waitedS} after it should have begun.",
  'approach.unknown.wearer-silent':
    "The wearer's device has been silent for {silentS}; contact is possible in {earliestContactS} at the earliest.",
  'approach.unknown.wearer-imprecise':
    "No precise position from the wearer's device for {silentS}; contact is possible in {earliestContactS} at the earliest.",
  'approach.unknown.wearer-untrustworthy':
    "The wearer's positions cannot be trusted; the last good one is {silentS} old. Contact is possible in {earliestContactS} at the earliest.",
  'approach.unknown.protected-never-reported':
    "Nothing ever received from the protected person's phone, {waitedS} after it should have begun.",
  'approach.unknown.protected-silent':
    "The protected person's phone has been silent for {silentS}; contact is possible in {earliestContactS} at the earliest.",
  'approach.unknown.protected-imprecise':
    "No precise position from the protected person's phone for {silentS}; contact is possible in {earliestContactS} at the earliest.",
  'approach.unknown.protected-untrustworthy':
    "The positions of the protected person's phone cannot be trusted; the last good one is {silentS} old. Contact is possible in {earliestContactS} at the earliest.",
  'approach.unknown.evaluation-failed':
    'Magpie could not evaluate this pair: nothing can be said about it. Look at once.',
  'zone.exclusion.inside': 'Probably inside the prohibited zone, about {depthM} from its edge.',
  'zone.exclusion.near': 'About {distanceM} from the prohibited zone, within {ringM}, and not moving away.',
  'zone.exclusion.closing':
    'About {distanceM} from the prohibited zone, coming closer at {closingMps}: there in {etaS}.',
  'zone.inclusion.outside': 'Probably outside the zone that must not be left, about {distanceM} from its edge.',
  'zone.inclusion.near': 'About {distanceM} inside the edge of the zone that must not be left, and not moving inwards.',
  'zone.inclusion.closing':
    'About {distanceM} inside the edge of the zone that must not be left, moving towards it at {closingMps}: there in {etaS}.',
  'zone.lowered': "Lowered: nothing called for the higher level for {heldS}; about {distanceM} to the zone's edge.",
  'zone.resumed': "Known again: a good position shows about {distanceM} to the zone's edge.",
  'zone.resumed.far':
    'No longer possible soon: about {distanceM} to the edge by the last position. The wearer is still silent or imprecise.',
  'zone.unknown.wearer-never-reported':
    "Nothing ever received from the wearer's device, {waitedS} after it should have begun.",
  'zone.unknown.wearer-silent':
    "The wearer's device has been silent for {silentS}; the zone's edge can be crossed in {earliestContactS} at the earliest.",
  'zone.unknown.wearer-imprecise':
    "No precise position from the wearer's device for {silentS}; the zone's edge can be crossed in {earliestContactS} at the earliest.",
  'zone.unknown.wearer-untrustworthy':
    "The wearer's positions cannot be trusted; the last good one is {silentS} old. The zone's edge can be crossed in {earliestContactS} at the earliest.",
  'zone.unknown.evaluation-failed': 'Magpie could not evaluate this zone: nothing can be said about it. Look at once.',
  'ring.entered': 'Came inside the ring of {ringM}; about {distanceM} between them.',
  'ring.left': 'Went outside the ring of {ringM}; about {distanceM} between them.',
  'device.sos': 'The SOS button was pressed {ageS} before it was known here.',
  'device.strap-open': "The strap was opened: the device's positions are no longer those of the person.",
  'device.strap-closed': 'The strap was closed again.',
  'device.tamper': 'The device reported tampering.',
  'device.low-battery': 'The device reported a low battery.',
  'device.power-off': 'The device was switched off.',
  'device.fall': 'The device reported a fall.',
  'device.power-cut': 'The device lost its outside power.',
  'device.separation': 'The worn part and the other part of the device are no longer beside each other.',
  'device.shielding': 'The device reported that it is being shielded.',
  'device.jamming': 'The device reported that its signals are being jammed.',
  'device.connection-lost': 'The connection to the device broke without a farewell.',
  'device.identity-conflict':
    "Two connections reported under this device's name at once: its positions cannot be trusted until only one does.",
  'pattern.probing':
    'The wearer crossed the line at {ringM} inwards {crossings} times in {overS}: the boundary may be being tested.',
  'pattern.spoofing-suspected.mock':
    'The phone says that its positions were made by another app. They are not believed.',
  'pattern.spoofing-suspected.impossible-speed':
    'Positions that would need {speedMps} came {reports} times. They are not believed until others agree.',
  'pattern.spoofing-suspected.frozen-position': 'Exactly the same position came {reports} times over {overS}.',
  'reporting.faster': 'The device is asked to report every {intervalS}.',
  'reporting.released': 'The device is asked to report as its order says again.',
  'reporting.released.battery': 'The battery is low: the device is asked to report as its order says.',
  'pattern.clock-error': "The device's clock is {aheadS} ahead: the time of arrival is used instead.",
  'health.no-contact': 'Nothing was heard of the device for {silentS}.',
  'health.no-position': 'The device was heard, but sent no position for {silentS}.',
  'health.battery-forecast': 'The battery is at {batteryPct} % and will be empty at {emptyAtMs}.',
  'health.removal-overrun': 'The approved removal ended {overS} ago, and the device is not reported to be on again.',
  'health.not-fitted': 'The order has been in force for {waitedS}, and nobody carries a device under it.',
  'account.foreign-sign-in':
    'A phone was signed in as this person, or their sign-in was used without its phone’s key, and they say that it was not them. It has been signed out; if it was their own phone, they need a new link.',
  'health.returned': 'The cause has ended. A person closes it.',
  'suppressed.custody': 'The wearer is in custody, until it is ended.',
  'suppressed.custody.until': 'The wearer is in custody until {untilAtMs}.',
  'suppressed.removal': 'The removal of the device was approved.',
  'suppressed.removal.until': 'The removal of the device was approved until {untilAtMs}.',
  'suppressed.not-sharing': 'The protected person does not share their position, until they turn it on.',
  'suppressed.not-sharing.until': 'The protected person does not share their position until {untilAtMs}.',
  unsuppressed: 'The period has ended: it counts as an alarm again.',
  'order-ended': 'The order is no longer in force. Nothing more is evaluated or shown.',
  'order-ended.expired':
    'The order ended {endedAtMs}: its time ran out. Nothing more is evaluated or shown. Take the device back unless another order needs it.',
  'order-ended.cancelled':
    'The order ended {endedAtMs}: it was cancelled. Nothing more is evaluated or shown. Take the device back unless another order needs it.',
  'order-ended.non-indictment':
    'The order ended {endedAtMs}: the prosecutor decided not to indict. Nothing more is evaluated or shown. Take the device back unless another order needs it.',
  'order-ended.acquitted':
    'The order ended {endedAtMs}: acquitted for good. Nothing more is evaluated or shown. Take the device back unless another order needs it.',
  'order-ended.dismissed':
    'The order ended {endedAtMs}: the case was dismissed. Nothing more is evaluated or shown. Take the device back unless another order needs it.',
  'order-ended.withdrawn':
    'The order ended {endedAtMs}: it was withdrawn. Nothing more is evaluated or shown. Take the device back unless another order needs it.',
  'order-ended.replaced':
    'The order ended {endedAtMs}: another order took its place. Nothing more is evaluated or shown. Take the device back unless another order needs it.',
  restarted: 'Magpie was started again and holds this level now.',
  'wearer-linked': 'The wearer was linked to another record. This level holds now, from the device worn there.',
} as const;
