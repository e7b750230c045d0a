import { words } from "./words.ts";
import type { Words } from "./words.ts";

/** What happens to pictures of elements. */
export const layoutNames: Readonly<Record<string, Words>> = {
  drawn: words("eingezeichnet", "drawn"),
  erased: words("nicht mehr eingezeichnet", "no longer drawn"),
  moved: words("verschoben", "moved"),
  resized: words("Größe geändert", "resized"),
  rerouted: words("neu geführt", "rerouted"),
  label: words("Beschriftung verschoben", "label moved"),
  colour: words("Farbe geändert", "colour changed"),
  plane: words("auf anderer Ebene", "on another plane"),
  expanded: words("auf- oder zugeklappt", "expanded or collapsed"),
  style: words("Darstellung geändert", "style changed"),
};
