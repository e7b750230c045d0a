/** A text in both languages of the product. */
export interface Words {
  readonly de: string;
  readonly en: string;
}

/** The language of the terminal. */
export type Language = keyof Words;

/** Both languages in one line, for texts of a few words. */
export function words(de: string, en: string): Words {
  return { de, en };
}
