/**
 * Property tests try the same cases in every run, so that a failure is of what was changed, and comes again. `FC_SEED=random` tries new
 * ones, `FC_SEED=<number>` those of a failure that it found.
 */
import fc from 'fast-check';

const SEED = 20_261_128;
const wanted = process.env.FC_SEED ?? String(SEED);
if (wanted !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(wanted) });
