import { isObject } from "../../base/json.ts";
import type { Json } from "../../base/json.ts";
import type { Labels } from "../ruleSet.ts";

/**
 * A text of a DMN file, which has one language, in ours: both as the extension knows them, unless another tool has changed
 * the text since; then it stands for both until somebody translates it.
 */
export function bothWords(text: string, known: Json | undefined): Labels {
  if (isObject(known) && typeof known["de"] === "string" && typeof known["en"] === "string") {
    const words = { de: known["de"], en: known["en"] };
    if (words.de === text || words.en === text) return words;
  }
  return { de: text, en: text };
}
