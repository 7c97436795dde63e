/** The wall clock of the set-up, which runs before anything could pass one in: to be compared with times of files. */
export function nowMs() {
  return Date.now();
}
