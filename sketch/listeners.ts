/** Whoever wants to hear of one kind of thing. */
export interface Listeners<A extends unknown[]> {
  /** Adds one; gives back how to take it out again. */
  add(listener: (...said: A) => void): () => void;
  tell(...said: A): void;
  readonly size: number;
}

/** Nobody yet; `onAdd` is called after each that is added. */
export function listeners<A extends unknown[]>(onAdd: () => void = () => {}): Listeners<A> {
  const all = new Set<(...said: A) => void>();
  return {
    add(listener) {
      all.add(listener);
      onAdd();
      return () => void all.delete(listener);
    },
    tell(...said) {
      for (const listener of all) listener(...said);
    },
    get size() {
      return all.size;
    },
  };
}
