import { z } from "zod";
import type { FormField } from "../../tasks/form.ts";
import type { AlertSourcePort, ToldSource } from "../frame/ports.ts";

export const address = z.url({ protocol: /^https?$/ }).max(500);

/** Where the product is reached, with its usual address where there is one. */
export function urlField(usual: string | undefined): FormField {
  const label = { de: "Adresse", en: "Address" };
  return { key: "url", type: "text", label, required: true, ...(usual === undefined ? {} : { default: usual }) };
}

/** Whether the product is told of what became of its alerts: it needs more rights than reading. */
export const answersField: FormField = {
  key: "answers",
  type: "boolean",
  label: { de: "Dort rückmelden", en: "Tell it over there" },
  help: {
    de: "Meldet zurück, wenn jemand den Alarm bearbeitet und wenn sein Ticket gelöst ist. Braucht Schreibrecht.",
    en: "Tells when somebody is at the alert and when its ticket is solved. Needs the right to write.",
  },
  default: false,
};

/** For what pushes its alerts and is never asked. */
export const noAlerts: AlertSourcePort["poll"] = () => Promise.resolve({ items: [], cursor: {}, hasMore: false });

/** What is said of a product that has no word for it. */
export function nothingToDo(product: string): ToldSource {
  return { outcome: "over", detail: `${product} has no word for it` };
}
