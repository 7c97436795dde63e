/** The home screen of the protected person's page, and the warning over it. */

import { WELL } from '../answers.ts';
import { band, HELLO, hello, nothing, OWN, pairId, picture, point, unknown, warning } from '../frames.ts';
import { type Feature, type ScreenState, SHOT_MS, type Stage } from '../screen.ts';

const seen = async ({ page }: Stage): Promise<void> => {
  await page.locator('[role=alertdialog] button').first().click();
};

/** The view is kept on the device: chosen as a person does. */
const view =
  (name: RegExp) =>
  async ({ page }: Stage): Promise<void> => {
    await page.getByRole('button', { name }).click();
  };
const RADAR = /^(Radar|레이더)$/;
const WORDS = /^(In words|글로 보기)$/;

const states: readonly ScreenState[] = [
  { name: 'no-warning', frames: [HELLO, picture('clear', nothing())] },
  {
    name: 'notice',
    frames: [HELLO, picture('notice', band(1_000, 2_000, { trend: 'steady', etaS: null }))],
  },
  { name: 'approaching', frames: [HELLO, picture('warning', band(600, 1_000))], wide: true },
  {
    name: 'near',
    frames: [
      HELLO,
      picture('danger', point({ eastM: 240, northM: 190, courseDeg: 230, octant: 'NE', radiusM: 20, etaS: 150 })),
    ],
  },
  {
    name: 'old-position',
    frames: [HELLO, picture('warning', point({ eastM: 300, northM: 260, agoS: 260, octant: 'NE', radiusM: 40 }))],
  },
  {
    name: 'unknown-wearer',
    frames: [HELLO, picture('unknown', unknown('wearer-silent', 1_100, 900))],
  },
  {
    name: 'unknown-self',
    frames: [
      HELLO,
      picture('unknown', unknown('protected-silent', 900, null), { protected: unknown('protected-silent', 900, null) }),
    ],
  },
  {
    name: 'trouble',
    frames: [HELLO, picture('clear', nothing()), { type: 'trouble', part: 'engine', sinceMs: SHOT_MS - 95_000 }],
  },
  {
    name: 'lost',
    frames: [HELLO, picture('warning', band(600, 1_000))],
    act: (stage) => stage.loseConnection(),
  },
  {
    name: 'order-ended',
    frames: [HELLO, { type: 'withdrawn', pairId: pairId(), statement: 'no-order' }],
  },
  { name: 'withdrawn', frames: [HELLO, { type: 'withdrawn', pairId: pairId(), statement: 'refused' }] },
  {
    name: 'two-wearers',
    frames: [
      HELLO,
      picture('warning', band(600, 1_000)),
      picture('clear', nothing('no-warning', 31), { pairId: pairId(2) }),
    ],
  },
  {
    name: 'household',
    frames: [hello('household'), picture('warning', band(600, 1_000), { protected: nothing('not-allowed', null) })],
  },
  { name: 'waiting', frames: [HELLO] },
  { name: 'warning-sheet', frames: [HELLO, picture('warning', band(600, 1_000)), warning('warning')] },
  {
    name: 'danger-sheet',
    frames: [
      HELLO,
      picture('danger', point({ eastM: 240, northM: 190, courseDeg: 230, octant: 'NE', radiusM: 20 })),
      warning('danger'),
    ],
    wide: true,
  },
  {
    name: 'unknown-sheet',
    frames: [HELLO, picture('unknown', unknown('wearer-silent', 1_100, 900)), warning('unknown')],
  },
  {
    name: 'fallen-sheet',
    frames: [HELLO, picture('warning', band(600, 1_000)), warning('warning', 1, 80)],
    async act({ send }) {
      send(picture('notice', band(1_000, 2_000, { trend: 'receding', etaS: null })));
    },
  },
  {
    name: 'turned-away',
    frames: [HELLO, picture('warning', band(600, 1_000))],
    async act({ send }) {
      send(picture('notice', band(1_000, 2_000, { trend: 'receding', etaS: null })));
    },
  },
  {
    name: 'centre-has-seen',
    frames: [
      HELLO,
      picture('warning', band(600, 1_000)),
      { type: 'incident', incidentId: pairId(9), pairId: pairId(), state: 'acknowledged', atMs: SHOT_MS - 12_000 },
    ],
  },
  { name: 'radar-band', frames: [HELLO, picture('warning', band(600, 1_000))], act: view(RADAR) },
  {
    name: 'radar-point',
    frames: [HELLO, picture('danger', point({ eastM: 240, northM: 190, courseDeg: 230, octant: 'NE', radiusM: 60 }))],
    act: view(RADAR),
  },
  {
    name: 'radar-unknown',
    frames: [HELLO, picture('unknown', unknown('wearer-silent', 1_100, 900))],
    act: view(RADAR),
  },
  { name: 'in-words', frames: [HELLO, picture('warning', band(600, 1_000))], act: view(WORDS) },
  { name: 'seen', frames: [HELLO, picture('warning', band(600, 1_000)), warning('warning')], act: seen },
  {
    name: 'large-type',
    frames: [HELLO, picture('warning', band(600, 1_000), { protected: OWN })],
    typePercent: 200,
  },
];

export const feature: Feature = { name: 'home', path: '/app/', answers: WELL, states };
