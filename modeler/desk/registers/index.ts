import type { Register, RegisterGroup } from "../register.ts";
import { absences } from "./absences.ts";
import { assets } from "./assets.ts";
import { billingRuns, exportBatches } from "./billing.ts";
import { contacts } from "./contacts.ts";
import { contracts } from "./contracts.ts";
import { customers } from "./customers.ts";
import { incidents } from "./incidents.ts";
import { invoices } from "./invoices.ts";
import { mails, mailSenders } from "./mails.ts";
import { intakes } from "./intakes.ts";
import { licences } from "./licences.ts";
import { maintenance } from "./maintenance.ts";
import { opportunities } from "./opportunities.ts";
import { orders } from "./orders.ts";
import { priceLists } from "./priceLists.ts";
import { products } from "./products.ts";
import { projects } from "./projects.ts";
import { proposals } from "./proposals.ts";
import { purchases, rmas } from "./purchasing.ts";
import { quotes } from "./quotes.ts";
import { reviews } from "./reviews.ts";
import { roadmapItems } from "./roadmap.ts";
import { sites } from "./sites.ts";
import { staff } from "./staff.ts";
import { projectTemplates } from "./templates.ts";
import { tickets } from "./tickets.ts";
import { material, times } from "./times.ts";

/** Every register of the desk, in the order in which they are offered. */
export const registerGroups: readonly RegisterGroup[] = [
  { key: "service", name: { de: "Service", en: "Service" }, registers: [tickets, times, intakes, mails, mailSenders] },
  {
    key: "parties",
    name: { de: "Kunden", en: "Customers" },
    registers: [customers, contacts, sites, contracts],
  },
  { key: "staff", name: { de: "Team", en: "Team" }, registers: [staff, absences] },
  {
    key: "sales",
    name: { de: "Verkauf", en: "Sales" },
    registers: [opportunities, quotes, orders, products, priceLists],
  },
  { key: "projects", name: { de: "Projekte", en: "Projects" }, registers: [projects, projectTemplates] },
  {
    key: "billing",
    name: { de: "Abrechnung", en: "Billing" },
    registers: [proposals, invoices, material, licences, billingRuns, exportBatches],
  },
  { key: "purchasing", name: { de: "Einkauf", en: "Purchasing" }, registers: [purchases, rmas] },
  { key: "assets", name: { de: "Geräte", en: "Assets" }, registers: [assets, maintenance] },
  { key: "security", name: { de: "Sicherheit", en: "Security" }, registers: [incidents] },
  { key: "vcio", name: { de: "vCIO", en: "vCIO" }, registers: [reviews, roadmapItems] },
];

export const registers: readonly Register[] = registerGroups.flatMap((group) => group.registers);

/** The register of an address; undefined where there is none. */
export function registerOf(key: string): Register | undefined {
  return registers.find((register) => register.key === key);
}
