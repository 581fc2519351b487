/** Whoever wants to hear of one kind of thing. */
export interface Listeners<A extends unknown[]> {
  /** Adds one; gives back how to take it out again. */
  add(listener: (...said: A) => void): () => void;
  tell(...said: A): void;
  readonly size: number;
}

/** Nobody yet; `onChange` is called after each that is added or taken out. */
export function listeners<A extends unknown[]>(onChange: () => void = () => {}): Listeners<A> {
  const all = new Set<(...said: A) => void>();
  return {
    add(listener) {
      all.add(listener);
      onChange();
      return () => {
        if (all.delete(listener)) onChange();
      };
    },
    tell(...said) {
      for (const listener of all) listener(...said);
    },
    get size() {
      return all.size;
    },
  };
}
