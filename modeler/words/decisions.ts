import type { Entry } from "./translate.ts";

/** What rules decided and why, wherever it is told. */
export const decisionWords = {
  "decision.title": { de: "Warum ist das so?", en: "Why is it so?" },
  "decision.version": { de: "Regelwerk v{version}", en: "Rule set v{version}" },
  "decision.nothing": { de: "kein Ergebnis", en: "no result" },
  "decision.noRow": { de: "Keine Regel passte.", en: "No rule matched." },
  "decision.because": { de: "Regel {row}, weil {conditions}.", en: "Rule {row}, because {conditions}." },
  "decision.always": { de: "Regel {row}, die immer gilt.", en: "Rule {row}, which always applies." },
  "decision.is": { de: "{name} „{value}“ ist", en: "{name} is “{value}”" },
  "decision.shadowed": {
    de: {
      one: "Eine weitere Regel passte auch, kam aber später.",
      other: "{count} weitere Regeln passten auch, kamen aber später.",
    },
    en: { one: "One more rule matched but came later.", other: "{count} more rules matched but came later." },
  },
  "decision.why": {
    de: { one: "Die Regel ansehen", other: "Alle {count} Regeln ansehen" },
    en: { one: "See the rule", other: "See all {count} rules" },
  },
  "decision.earlier": {
    de: { one: "Eine frühere Entscheidung", other: "{count} frühere Entscheidungen" },
    en: { one: "One earlier decision", other: "{count} earlier decisions" },
  },
  "decision.row": { de: "Regel {row}", en: "Rule {row}" },
  "decision.hit": { de: "hat entschieden", en: "decided" },
  "decision.tooLate": { de: "passte, kam aber später", en: "matched, but came later" },
  "decision.missed": { de: "passte nicht", en: "did not match" },
  "decision.holds": { de: "trifft zu:", en: "holds:" },
  "decision.fails": { de: "trifft nicht zu:", en: "does not hold:" },
  "decision.compared": {
    de: "{name}: verlangt {expected}, war {actual}",
    en: "{name}: expected {expected}, was {actual}",
  },
  "decision.anything": { de: "ohne Bedingung", en: "no condition" },
  "decision.none": { de: "Keine Entscheidungen", en: "No decisions" },
  "decision.noneText": {
    de: "In diesem Vorgang hat noch kein Regelwerk entschieden.",
    en: "No rule set has decided in this case yet.",
  },
} as const satisfies Record<string, Entry>;
