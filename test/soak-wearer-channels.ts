/**
 * `npm run soak:wearer-channels [-- <pairs> [first seed]]`: the attacks on what a wearer receives, with many seeds and longer lives, and products whose
 * leak is so faint that a small run would not find it. Exit 1 when the product tells anything, or an attack misses a leak.
 */
import { attack } from './simulation/wearer-channels/attack.ts';
import { CONTRASTS, type Contrast } from './simulation/wearer-channels/life.ts';
import { type Leak, playChannels, type Run } from './simulation/wearer-channels/play.ts';

const LASTS_S = 5_400;
const FAINT: readonly (readonly [string, Leak])[] = [
  ['asked by chance eight times as often while they are near', { chanceTimes: 8 }],
  ['an answer 3 ms later while they are near', { ackMs: 3 }],
];

const [pairs = 120, first = 1] = process.argv.slice(2).map(Number);
if (![pairs, first].every((value) => Number.isInteger(value) && value >= 1)) {
  process.stderr.write('usage: npm run soak:wearer-channels [-- <pairs> [first seed]]\n');
  process.exit(2);
}

async function play(contrast: Contrast, leak: Leak): Promise<[Run, Run][]> {
  const played: [Run, Run][] = [];
  for (let seed = first; seed < first + pairs; seed += 1) {
    const one = await playChannels(seed, contrast, 0, LASTS_S, leak);
    played.push([one, await playChannels(seed, contrast, 1, LASTS_S, leak)]);
  }
  return played;
}

let failed = 0;
function tell(what: string, isGood: boolean, { p, accuracy, differing }: ReturnType<typeof attack>): void {
  if (!isGood) failed += 1;
  const figures = `p ${p.toFixed(3)}, right ${(accuracy * 100).toFixed(0)} %, differing ${differing} of ${pairs}`;
  process.stdout.write(`${isGood ? 'ok    ' : 'FAILED'} ${what}: ${figures}\n`);
}

for (const contrast of CONTRASTS) {
  const verdict = attack(await play(contrast, {}));
  tell(contrast, verdict.differing === 0 && verdict.p > 0.05 && verdict.accuracy === 0.5, verdict);
}
for (const [name, leak] of FAINT) {
  const verdict = attack(await play('near-or-far', leak));
  tell(`the attack finds: ${name}`, verdict.p < 0.01, verdict);
}
process.stdout.write(
  `${failed === 0 ? 'nothing was learned' : `${failed} failed`}, seeds ${first} to ${first + pairs - 1}\n`,
);
process.exit(failed > 0 ? 1 : 0);
