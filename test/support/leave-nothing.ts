/** A test that fails half-way leaves no time of its own to the files that run after it in the same process. */
import { afterEach, vi } from 'vitest';

afterEach(() => {
  vi.useRealTimers();
});
