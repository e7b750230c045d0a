import type { Labels, Language } from "../api/types.ts";

const roles: Readonly<Record<string, Labels>> = {
  technician: { de: "Techniker", en: "Technicians" },
  security: { de: "Security", en: "Security" },
  "account-manager": { de: "Kundenbetreuung", en: "Account managers" },
  "sales-lead": { de: "Vertriebsleitung", en: "Sales leads" },
  presales: { de: "Presales", en: "Presales" },
  "technical-lead": { de: "Technische Leitung", en: "Technical leads" },
  purchasing: { de: "Einkauf", en: "Purchasing" },
  vcio: { de: "vCIO", en: "vCIO" },
  "project-lead": { de: "Projektleitung", en: "Project leads" },
  dispatcher: { de: "Disposition", en: "Dispatchers" },
  "billing-manager": { de: "Abrechnung", en: "Billing managers" },
  "service-manager": { de: "Service-Leitung", en: "Service managers" },
  "process-owner": { de: "Prozessverantwortung", en: "Process owners" },
  compliance: { de: "Compliance", en: "Compliance" },
  management: { de: "Geschäftsführung", en: "Management" },
  administrator: { de: "Administration", en: "Administrators" },
};

const own = new Map<string, Labels>();

/** Remembers what the tenant calls the roles that it has made, and nothing of what another one called them. */
export function learnRoles(names: Readonly<Record<string, Labels>>): void {
  own.clear();
  for (const [id, labels] of Object.entries(names)) own.set(id, labels);
}

/** What roles are called, one after the other. */
export function roleNames(ids: readonly string[], language: Language): string {
  return ids.map((id) => roleName(id, language)).join(", ");
}

/** What a role is called; one that nobody has named is called by its key. */
export function roleName(id: string, language: Language): string {
  return (roles[id] ?? own.get(id))?.[language] ?? id;
}
