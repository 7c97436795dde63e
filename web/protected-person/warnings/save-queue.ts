/**
 * Changes of one thing that is saved as a whole: what is being saved is what the next change is made from, one save at a time, the newest last.
 * No React. Fails toward what the server holds: a change that was not taken is shown no longer.
 */
export interface SaveState<T> {
  /** What the person chose and the server has not taken yet; null: nothing waits. */
  readonly wanted: T | null;
  /** Of the last save; null: none was made, or one is on its way. */
  readonly isSaved: boolean | null;
}

export class SaveQueue<T> {
  readonly #save: (value: T) => Promise<boolean>;
  readonly #onState: (state: SaveState<T>) => void;
  #next: T | null = null;
  #isRunning = false;

  constructor(save: (value: T) => Promise<boolean>, onState: (state: SaveState<T>) => void) {
    this.#save = save;
    this.#onState = onState;
  }

  change(value: T): void {
    this.#next = value;
    this.#onState({ wanted: value, isSaved: null });
    if (!this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    let isSaved = false;
    while (this.#next !== null) {
      const value = this.#next;
      this.#next = null;
      isSaved = await this.#save(value);
    }
    this.#isRunning = false;
    this.#onState({ wanted: null, isSaved });
  }
}
