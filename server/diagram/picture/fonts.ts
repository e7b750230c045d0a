import { openFonts, runs, widthOf } from "../../base/fonts/runs.ts";
import { measureArial } from "./arial.ts";
import { sizeOf } from "./dom/font.ts";
import type { Measure } from "./dom/node.ts";

/** Measures text in the given TrueType fonts, each character in the first that has it; without fonts, as Arial. */
export function measureIn(fonts: readonly Uint8Array[]): Measure {
  const faces = openFonts(fonts);
  if (faces.length === 0) return measureArial;
  // Labels repeat and each is measured several times while its lines are broken.
  const known = new Map<string, number>();
  return (text, font) => {
    const em = known.get(text) ?? runs(text, faces).reduce((sum, run) => sum + widthOf(run), 0);
    known.set(text, em);
    return em * sizeOf(font);
  };
}
