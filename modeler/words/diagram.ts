import type { Entry } from "./translate.ts";

/** What a diagram and the tools at it say. */
export const diagramWords = {
  "diagram.unreadable": { de: "Dieses Diagramm kann nicht gezeichnet werden.", en: "This diagram cannot be drawn." },
  "diagram.zoom": { de: "Vergrößerung", en: "Zoom" },
  "diagram.larger": { de: "Größer", en: "Zoom in" },
  "diagram.smaller": { de: "Kleiner", en: "Zoom out" },
  "diagram.fit": { de: "Ganzes Diagramm", en: "Whole diagram" },
  "diagram.outline": { de: "Diagramm als Text", en: "Diagram as text" },
  "diagram.here": { de: "hier steht der Vorgang", en: "the case is here" },
  "diagram.next": { de: "weiter zu {to}", en: "leads to {to}" },
  "diagram.tokens": {
    de: { one: "{count} Token wartet", other: "{count} Token warten" },
    en: { one: "{count} token waits", other: "{count} tokens wait" },
  },
  "diagram.faults": {
    de: { one: "{count} Fehler", other: "{count} Fehler" },
    en: { one: "{count} fault", other: "{count} faults" },
  },
  "diagram.passed": {
    de: { one: "einmal durchlaufen", other: "{count}-mal durchlaufen" },
    en: { one: "passed once", other: "passed {count} times" },
  },
  "model.minimap": { de: "Übersicht", en: "Overview" },
} as const satisfies Record<string, Entry>;
