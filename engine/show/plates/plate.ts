/**
 * The type plate in the visitors' languages. Records keep the English words; these are put in their place when a
 * plate is shown. A word that a language lacks stays English, so a row added by the artist shows at once.
 */
export interface PlateWords {
  madeByMachine: string;
  /** Of a card: generation, and what the visitor was mixed with. */
  generation: string;
  mixedWith: string;
  guess: string;
  words: Readonly<Record<string, string>>;
}
