/** What letters are written as that are no letter with a mark. */
const plain: Readonly<Record<string, string>> = {
  ß: "s",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "t",
  æ: "a",
  œ: "o",
  ı: "i",
};

/** So many words of a text are kept, so that a letter pasted into a title does not become a thousand rows. */
const most = 40;

/**
 * The words of a text as they are looked for: in small letters without marks, so that "Müller", "Mueller" and "Muller" are
 * one word, as are "Straße" and "Strasse". What a word begins with folds to what the folded word begins with. Longer runs of
 * letters and digits than 40 are several words.
 */
function wordsOf(text: string): string[] {
  const folded = text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[ßøłđðþæœı]/g, (letter) => plain[letter] ?? letter)
    // "ue" stands for "ü" but after another vowel or q: Bauer, neue, Quelle
    .replaceAll(/(?<![aeq])(u)e|(a)e|(o)e|(s)s/g, "$1$2$3$4");
  return folded.match(/[\p{L}\p{N}]{1,40}/gu) ?? [];
}

/**
 * Texts as they are searched: the words of each in their order between spaces, and at last what numbers are without the
 * noughts in front of them (00021 is found as 21 too).
 */
export function searchable(texts: readonly (string | null | undefined)[]): string {
  const words = texts.map((text) => wordsOf(text ?? "").slice(0, most));
  const numbers = words.flat().flatMap((word) => /^0+(\d+)$/.exec(word)?.[1] ?? []);
  const parts = [...words.map((each) => each.join(" ")), ...numbers].filter((part) => part !== "");
  return ` ${[...new Set(parts)].join("  ")} `;
}

/**
 * What is typed into a search: what stands between spaces is looked for by itself, as words that follow each other, the last
 * of which may go on. `words` has them one by one.
 */
export interface Sought {
  /** Each is within the {@link searchable} text of what is found. */
  readonly phrases: readonly string[];
  readonly words: readonly string[];
}

/** Reads a search; undefined when it has no word. So many of its parts are looked for as somebody types in a line. */
export function sought(search: string): Sought | undefined {
  const parts = search.split(/\s+/).map(wordsOf);
  const looked = parts.filter((words) => words.length > 0).slice(0, 12);
  if (looked.length === 0) return undefined;
  return {
    phrases: looked.map((words) => ` ${words.slice(0, most).join(" ")}`),
    words: [...new Set(looked.flat())].slice(0, most),
  };
}
