import type { DemoAccount } from "../server/identity/demoAccount.ts";

/** The token with which the demo's RMM sends alerts. */
export const demoToken = "abl_demo_rmm";

const password = "ablauf-demo";

/** People of the demo company, one for each role. Logins are those of the demo's technicians. */
export const demoAccounts: readonly (DemoAccount & { readonly roles: readonly string[] })[] = [
  {
    login: "ahuber",
    name: "Anna Huber",
    role: { de: "Technikerin, Level 1", en: "Technician, level 1" },
    password,
    roles: ["technician"],
  },
  {
    login: "blang",
    name: "Bernd Lang",
    role: { de: "Techniker, Level 2", en: "Technician, level 2" },
    password,
    roles: ["technician"],
  },
  {
    login: "cweiss",
    name: "Clara Weiß",
    role: { de: "Technikerin, Level 3 und Security", en: "Technician, level 3 and security" },
    password,
    roles: ["technician", "security", "technical-lead"],
  },
  {
    login: "dgruber",
    name: "David Gruber",
    role: { de: "Techniker und Projektleiter", en: "Technician and project lead" },
    password,
    roles: ["technician", "project-lead", "presales"],
  },
  {
    login: "esommer",
    name: "Eva Sommer",
    role: { de: "Disponentin", en: "Dispatcher" },
    password,
    roles: ["dispatcher", "purchasing"],
  },
  {
    login: "imayer",
    name: "Ines Mayer",
    role: { de: "Service Managerin", en: "Service manager" },
    password,
    roles: ["service-manager"],
  },
  {
    login: "fbeck",
    name: "Franz Beck",
    role: { de: "Account Manager und vCIO", en: "Account manager and vCIO" },
    password,
    roles: ["account-manager", "vcio"],
  },
  {
    login: "jvogt",
    name: "Julia Vogt",
    role: { de: "Vertriebsleiterin", en: "Sales lead" },
    password,
    roles: ["sales-lead"],
  },
  {
    login: "gpohl",
    name: "Greta Pohl",
    role: { de: "Billing-Managerin", en: "Billing manager" },
    password,
    roles: ["billing-manager"],
  },
  {
    login: "hkern",
    name: "Hans Kern",
    role: { de: "Geschäftsführung", en: "Management" },
    password,
    roles: ["management"],
  },
  {
    login: "admin",
    name: "Alex Adler",
    role: { de: "Administration", en: "Administrator" },
    password,
    roles: ["administrator"],
  },
];
