import type { Labels } from "../../api/types.ts";

/** What the token simulation says, English as it says it. A test finds what is missing. */
export const simulationWords: Readonly<Record<string, Labels>> = Object.fromEntries(
  Object.entries({
    "Reset Simulation": "Von vorn beginnen",
    "Play/Pause Simulation": "Anhalten oder weiter",
    "Pause Simulation": "Angehalten",
    "Play Simulation": "Läuft weiter",
    "Set animation speed": "Geschwindigkeit",
    "Set Sequence Flow": "Anderen Weg wählen",
    "Trigger Event": "Auslösen",
    "Add pause point": "Hier anhalten",
    "Remove pause point": "Nicht mehr hier anhalten",
    "Found unsupported elements": "Einige Elemente kann die Simulation nicht",
    "Not supported": "Kann die Simulation nicht",
    Finished: "Zu Ende",
  }).map(([en, de]) => [en, { de, en }]),
);
