import type { ValueNames } from "../register.ts";
import { sources } from "./salesValues.ts";
import { alertSources } from "./values.ts";

/** Whoever acts without being somebody of the house. */
export const actors: ValueNames = {
  ...sources,
  ...alertSources,
  system: { de: "System", en: "System" },
  demo: { de: "Demo", en: "Demo" },
  link: { de: "über den Link", en: "by the link" },
};
