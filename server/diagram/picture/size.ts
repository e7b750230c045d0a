import { Refusal } from "../../base/refusal.ts";

/** The size of a picture in pixels at 100 %, and where its upper left corner lies in the diagram. */
export interface PictureSize {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Farther than this from each other no two elements of a diagram are drawn: one pixel would hide them all. */
const largest = 1_000_000;

/**
 * The view box of a picture.
 *
 * @throws {Refusal} `diagram.size` when it is no rectangle with a width and a height that can be shown
 */
export function sizeOfPicture(svg: string): PictureSize {
  const numbers = /<svg [^>]*viewBox="([^"]*)"/.exec(svg)?.[1]?.split(" ").map(Number) ?? [];
  const [x = Number.NaN, y = Number.NaN, width = Number.NaN, height = Number.NaN] = numbers;
  const isShown = [x, y, width, height].every((number) => Math.abs(number) <= largest) && width > 0 && height > 0;
  if (!isShown)
    throw new Refusal(
      "unprocessable",
      "diagram.size",
      `Expected a diagram of at most ${largest} pixels, but it is ${width} × ${height}`,
    );
  return { x, y, width, height };
}
