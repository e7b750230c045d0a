import { z } from "zod";
import { kindOf } from "../frame/kind.ts";
import type { AnyKind, Kind, Labels } from "../frame/kind.ts";
import { capabilities } from "../frame/ports.ts";
import type { Capability } from "../frame/ports.ts";

/** What each capability is called. */
export const capabilityLabels: Readonly<Record<Capability, Labels>> = {
  archive: { de: "Archiv", en: "Archive" },
  ledgerTransfer: { de: "Übergabe an die Buchhaltung", en: "Hand-over to accounting" },
  documentation: { de: "Dokumentation", en: "Documentation" },
  psa: { de: "PSA", en: "PSA" },
  mailIn: { de: "Post herein", en: "Mail in" },
  mailOut: { de: "Post hinaus", en: "Mail out" },
  telephony: { de: "Telefonie", en: "Telephony" },
  alertSource: { de: "Alarmquelle", en: "Alert source" },
  remoteAction: { de: "Fernaktionen", en: "Remote actions" },
  calendar: { de: "Kalender", en: "Calendar" },
  licenceCount: { de: "Lizenzzählung", en: "Licence counts" },
  timestamp: { de: "Zeitstempel", en: "Time stamp" },
};

/** One kind for each capability with nothing real behind it: processes run without an account anywhere. */
export const simulatorKinds: readonly AnyKind[] = capabilities.map((capability) => simulatorOf(capability) as AnyKind); // one for each

function simulatorOf<C extends Capability>(capability: C): Kind<C> {
  const label = capabilityLabels[capability];
  return kindOf({
    key: `simulator-${capability.toLowerCase()}`,
    capability,
    label: { de: `Simulator: ${label.de}`, en: `Simulator: ${label.en}` },
    about: {
      de: "Tut so, als ob: antwortet immer gleich und merkt sich, was es bekam. Auf Wunsch scheitert es zuerst oder lehnt ab.",
      en: "Pretends: answers the same every time and remembers what it was given. On request it fails at first, or refuses.",
    },
    fields: [],
    secrets: [],
    address: [],
    isSimulator: true,
    answersFor: () => ({ source: "*" }),
    shape: z.object({}),
    open: () => {
      throw new Error("a simulator is opened with a memory");
    },
    test: () => Promise.resolve([]),
  });
}
