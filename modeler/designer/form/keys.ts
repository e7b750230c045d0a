/** What a key may look like: a name in FEEL. */
const shape = /^[A-Za-z_]\w{0,63}$/;
const words: ReadonlySet<string> = new Set([
  "and",
  "or",
  "not",
  "if",
  "then",
  "else",
  "for",
  "in",
  "return",
  "some",
  "every",
  "true",
  "false",
  "null",
  "between",
]);
const umlauts: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

/** Whether FEEL can name a field like that. */
export function isKey(text: string): boolean {
  return shape.test(text) && !words.has(text);
}

/** A key made of a label: `Grund der Lösung` becomes `grundDerLoesung`, with a number where it is taken. */
export function suggestKey(label: string, taken: readonly string[]): string {
  const plain = label
    .toLowerCase()
    .replaceAll(/[äöüß]/g, (letter) => umlauts[letter] ?? letter)
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "");
  const [first = "", ...others] = plain.split(/[^a-z0-9]+/).filter((word) => word !== "");
  const name = [first, ...others.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join("").slice(0, 60);
  return freeKey(
    isKey(name) ? name : name === "" ? "field" : `field${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    taken,
  );
}

/** The key itself, or with the first number that is free. */
export function freeKey(key: string, taken: readonly string[]): string {
  if (!taken.includes(key)) return key;
  const stem = key.replace(/\d+$/, "");
  let number = 2;
  while (taken.includes(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}
