/** Who has a warrant open: each is told at once when something changed, and asks then what holds. Nothing of a warrant passes here. */
export class Screens {
  readonly #open = new Map<string, Set<() => void>>();

  /** The answer ends it. */
  open(warrantId: string, onChange: () => void): () => void {
    const of = this.#open.get(warrantId) ?? new Set();
    this.#open.set(warrantId, of.add(onChange));
    return () => {
      of.delete(onChange);
      if (of.size === 0) this.#open.delete(warrantId);
    };
  }

  changed(warrantId: string): void {
    for (const onChange of [...(this.#open.get(warrantId) ?? [])]) onChange();
  }
}
