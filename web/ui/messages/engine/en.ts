/**
 * The engine's words: why a level is unknown, kinds of incident, device events, and the keys of its explanations
 * (`Finding.why`). Distances are whole metres, times whole seconds, as the findings carry them.
 */
export const en = {
  'reason.wearer-never-reported': "The wearer's device has never reported",
  'reason.wearer-silent': "The wearer's device is silent",
  'reason.wearer-untrustworthy': "The wearer's device sends positions that cannot be right",
  'reason.protected-never-reported': "The protected person's phone has never reported",
  'reason.protected-not-sharing': 'The protected person does not share their position',
  'reason.protected-silent': "The protected person's phone is silent",
  'reason.protected-untrustworthy': "The protected person's phone sends positions that cannot be right",
  'reason.evaluation-failed': 'Magpie could not work out the distance',

  'kind.approach': 'Approach',
  'kind.zone': 'Zone',
  'kind.ring': 'Ring {name}',
  'kind.device': 'Device',
  'kind.pattern': 'Pattern',

  'device.sos': 'SOS',
  'device.strap-open': 'Strap opened',
  'device.strap-closed': 'Strap closed',
  'device.tamper': 'Tampering suspected',
  'device.low-battery': 'Battery low',
  'device.power-off': 'Switched off',
  'device.fall': 'Fall',
  'device.power-cut': 'Outside power lost',
  'device.separation': 'Parts separated',
  'device.shielding': 'Shielding suspected',
  'device.jamming': 'Jamming suspected',
  'device.connection-lost': 'Connection broke',
  'device.identity-conflict': 'Two devices under one name',
  'pattern.probing': 'Keeps to the edge of the ring',
  'health.no-contact': 'No contact',
  'health.no-position': 'No position',
  'health.battery-forecast': 'Battery will be empty',
  'health.removal-overrun': 'Removal overdue',
  'health.not-fitted': 'No device fitted',
  'account.foreign-sign-in': 'Sign-in that was not theirs',
  'pattern.spoofing-suspected': 'Positions not believed',
  'pattern.clock-error': 'Clock of the device is wrong',
} as const;
