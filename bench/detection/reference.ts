/**
 * What was reached on 890 contacts and 103 pair-days of recorded movement, which is not in this repository: the rows to which
 * the headline mix is calibrated, and the floor and goal set for the engine there. Null: not said.
 */
import type { Figures } from './figures.ts';

export type Reference = Pick<
  Figures,
  | 'recall0'
  | 'recall60'
  | 'recall120'
  | 'recall300'
  | 'leadMedianS'
  | 'leadP10S'
  | 'silence120'
  | 'falsePerDay'
  | 'falseMinPerDay'
  | 'dangerPrecision'
  | 'dangerAtContact'
> & { readonly unknownMinPerDay: number | null };

/** By the name of the baseline that was measured. */
export const RECORDED: Readonly<Record<string, Reference>> = {
  'R = 600': row([86, 60, 41, 14], [89, 0], 10, [0.91, 1], 0, [96, 62]),
  'R = 1000, 2 of 3, accuracy filter': row([91, 75, 64, 35], [196, 5], 28, [1.96, 35], 0, [97, 31]),
  'R = 2000, 2 of 3, accuracy filter': row([98, 95, 88, 70], [457, 92], 57, [4.76, 282], 0, [97, 31]),
};

export const FLOOR: Reference = row([97, 92, 86, 50], [300, 80], 94, [1, 6], 90, [92, 87]);
export const GOAL: Reference = row([99, 95, 90, 60], [360, 110], 96, [0.7, 4], 75, [95, 90]);

type Two = readonly [number, number];

function row(
  recall: readonly [number, number, number, number],
  [leadMedianS, leadP10S]: Two,
  silence: number,
  [falsePerDay, falseMinPerDay]: Two,
  unknownMinPerDay: number | null,
  [precision, atContact]: Two,
): Reference {
  const [recall0, recall60, recall120, recall300] = recall.map((percent) => percent / 100) as [
    number,
    number,
    number,
    number,
  ];
  return {
    recall0,
    recall60,
    recall120,
    recall300,
    leadMedianS,
    leadP10S,
    silence120: silence / 100,
    falsePerDay,
    falseMinPerDay,
    unknownMinPerDay,
    dangerPrecision: precision / 100,
    dangerAtContact: atContact / 100,
  };
}
