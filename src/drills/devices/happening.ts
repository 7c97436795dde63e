/** What happens to a simulated tracker, besides where it is carried. Phones know none of it. */
export type Happening =
  | {
      readonly what:
        | 'strap-cut'
        | 'strap-closed'
        /** No satellites, and the network goes on. */
        | 'jamming'
        | 'jamming-ends'
        /** Neither: in a box of metal. */
        | 'shielding'
        | 'shielding-ends'
        | 'link-down'
        | 'link-up'
        | 'charger-on'
        | 'charger-off';
    }
  | { readonly what: 'battery'; readonly pct: number }
  /** Its clock is off by so much from now on; ahead is positive. */
  | { readonly what: 'clock'; readonly errorMs: number };

export interface PlannedHappening {
  /** Device key of the cast. */
  readonly device: string;
  /** True elapsed time. */
  readonly atMs: number;
  readonly happening: Happening;
}
