/** One slide: shapes by their place in inches on 13.33 × 7.5, the same for every kind of file. */
export interface Slide {
  readonly title: string;
  readonly isCover?: true;
  readonly shapes: readonly Shape[];
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export type Shape =
  | (Box & {
      readonly kind: "text";
      readonly text: string;
      /** Points. */
      readonly size: number;
      readonly bold?: boolean;
      readonly color?: string;
      readonly align?: "left" | "right" | "center";
    })
  | (Box & { readonly kind: "rect"; readonly fill: string })
  | (Box & { readonly kind: "dot"; readonly fill: string })
  | (Box & { readonly kind: "bars"; readonly chart: Bars });

/** Bars over categories, beside or on top of each other. */
export interface Bars {
  readonly title: string;
  readonly isStacked: boolean;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly color: string; readonly values: readonly number[] }[];
}

export const page = { width: 13.33, height: 7.5, margin: 0.6 } as const;

export const palette = {
  ink: "1B2733",
  muted: "5B6B7A",
  line: "D7DEE5",
  paper: "FFFFFF",
  soft: "F3F6F9",
  accent: "0B6E8A",
  second: "E08A2E",
  green: "2E8B57",
  amber: "E0A100",
  red: "C0392B",
  grey: "9AA5B1",
} as const;

/** Of the width of Arial, a letter of text takes this share of its size on average; capitals and umlauts included. */
const letter = 0.53;
const leading = 1.25;

/** How many lines a text takes at a size, words kept together where they fit. */
function linesOf(text: string, width: number, size: number): number {
  const most = Math.max(1, Math.floor((width * 72) / (size * letter)));
  return text
    .split("\n")
    .map((paragraph) => wrapped(paragraph, most))
    .reduce((sum, count) => sum + count, 0);
}

function wrapped(paragraph: string, most: number): number {
  let lines = 1;
  let used = 0;
  for (const word of paragraph.split(" ")) {
    const long = Math.floor(Math.max(0, word.length - 1) / most);
    if (used > 0 && used + 1 + word.length > most) {
      lines += 1;
      used = 0;
    }
    lines += long;
    used = long > 0 ? word.length % most : used + (used > 0 ? 1 : 0) + word.length;
  }
  return lines;
}

/** A text that stays in its box: smaller down to seven tenths, then shortened. */
export function fitted(box: Omit<Extract<Shape, { kind: "text" }>, "kind">): Shape {
  const text = box.text.normalize("NFC").replaceAll(/[^\P{Cc}\n]/gu, " ");
  const fits = (words: string, size: number) => linesOf(words, box.w - 0.1, size) * size * leading <= box.h * 72;
  for (let { size } = box; size >= box.size * 0.7; size -= 1)
    if (fits(text, size)) return { ...box, kind: "text", text, size };
  const size = Math.ceil(box.size * 0.7);
  let letters = Array.from(text);
  while (letters.length > 1 && !fits(`${letters.join("")}…`, size))
    letters = letters.slice(0, -Math.ceil(letters.length / 20));
  return { ...box, kind: "text", text: `${letters.join("").trimEnd()}…`, size };
}
