import { z } from "zod";
import { domainsText } from "../desk/records/edit.ts";
import { newContact, newCustomer, newSite } from "../desk/records/parties.ts";

/** Customers, their people and their sites over the wire. */

const open = z.array(z.record(z.string(), z.unknown()));
const ref = z.object({ id: z.string(), name: z.string() });
const person = z.object({ id: z.string(), title: z.string(), role: z.string(), phone: z.string().nullable() });
/** Under which id other systems know a record. */
export const sources = z.array(
  z.object({
    reference: z.string().describe("What names it here: system and id"),
    system: z.string(),
    externalId: z.string(),
  }),
);
const device = ref.extend({ kind: z.string(), state: z.string() });

/** The latest tickets. */
export const ticketRefs = z.array(
  z.object({
    number: z.string(),
    title: z.string(),
    status: z.string(),
    priority: z.string().nullish(),
    createdAt: z.string(),
  }),
);

export const createdRecord = z.object({ id: z.string() });

export const customerRow = z.object({
  id: z.string(),
  name: z.string(),
  city: z.string().nullable(),
  country: z.string(),
  kind: z.enum(["b2b", "b2g", "b2c"]),
  language: z.enum(["de", "en"]),
  debtorAccount: z.string().nullable(),
  isActive: z.boolean(),
  creditHold: z.boolean(),
  openTickets: z.number().int(),
});
export const customerPage = z.object({ items: z.array(customerRow), nextCursor: z.string().nullable() });
export const customer = customerRow.omit({ openTickets: true }).extend({
  revision: z.number().int(),
  vatId: z.string().nullable(),
  vatValid: z.boolean().nullable(),
  invoiceEmail: z.string().nullable(),
  invoiceFormat: z.string(),
  paymentDays: z.number().int(),
  street: z.string().nullable(),
  zip: z.string().nullable(),
  buyerReference: z.string().nullable(),
  supplierNumber: z.string().nullable(),
  minInvoiceCents: z.number().int(),
  emailDomains: z.string().describe("With commas between them"),
  calendarKey: z.string().nullable(),
  calendar: z.string().nullable(),
  nis2Scope: z.string(),
  reviewClass: z.string().nullable(),
  securityEmail: z.string().nullable(),
  isFinancial: z.boolean().describe("Whether DORA binds them"),
  dataRole: z.string().describe("Who they are to the GDPR: controller or processor"),
  contacts: z.array(person.extend({ email: z.string().nullable() })),
  sites: z.array(ref.extend({ city: z.string().nullable() })),
  contracts: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      kind: z.string(),
      slaClass: z.string().nullable(),
      starts: z.string(),
      ends: z.string().nullable(),
    }),
  ),
  assets: z.array(device),
  sources,
  tickets: ticketRefs,
});
export const addCustomer = newCustomer.omit({ emailDomains: true }).extend({ emailDomains: domainsText.default([]) });

export const contactRow = z.object({
  id: z.string(),
  title: z.string().describe("The name, else what else is known"),
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  role: z.string(),
  isVip: z.boolean(),
  isPending: z.boolean(),
  customerId: z.string(),
  customer: z.string(),
});
export const contactPage = z.object({ items: z.array(contactRow), nextCursor: z.string().nullable() });
export const contact = contactRow.extend({
  revision: z.number().int(),
  siteId: z.string().nullable(),
  site: z.string().nullable(),
  assets: z.array(device),
  sources,
  tickets: ticketRefs,
});
export const addContact = newContact;

export const siteRow = z.object({
  id: z.string(),
  name: z.string(),
  street: z.string().nullable(),
  zip: z.string().nullable(),
  city: z.string().nullable(),
  country: z.string(),
  travelMinutes: z.number().int(),
  customerId: z.string(),
  customer: z.string(),
});
export const sitePage = z.object({ items: z.array(siteRow), nextCursor: z.string().nullable() });
export const site = siteRow.extend({
  revision: z.number().int(),
  region: z.string().nullable(),
  contacts: z.array(person),
  assets: z.array(device),
  tickets: ticketRefs,
});
export const addSite = newSite;

export const staffRow = z.object({
  login: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  level: z.number().int(),
  calendarKey: z.string(),
  calendar: z.string(),
  isOnCall: z.boolean(),
  isActive: z.boolean(),
  maxOpen: z.number().int(),
  openTickets: z.number().int(),
  skills: z.string().nullable().describe("keys, the best first"),
  skillNames: z.array(z.object({ de: z.string(), en: z.string() })).nullable(),
});
export const staffPage = z.object({ items: z.array(staffRow), nextCursor: z.string().nullable() });
export const staff = staffRow.omit({ openTickets: true, skills: true, skillNames: true }).extend({
  revision: z.number().int(),
  costRateCents: z.number().int(),
  projectPercent: z.number().int(),
  roles: z.array(z.string()),
  lastAssignedAt: z.iso.datetime().nullable(),
  skills: z.array(
    z.object({
      skill: z.string(),
      label: z.object({ de: z.string(), en: z.string() }),
      level: z.number().int(),
      certifiedUntil: z.string().nullable(),
    }),
  ),
  absences: open,
  exclusions: z.array(ref),
  tickets: ticketRefs,
  tasks: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      customer: z.string().nullable(),
      dueAt: z.string().nullable(),
    }),
  ),
});
export const skillName = z.strictObject({ skill: z.string().min(1).max(64) });

/** A record of any kind that was found; `register` is the kind as the desk's registers call it. */
export const foundRecord = z.object({
  register: z.string(),
  id: z.string().describe("What names it in addresses"),
  number: z.string().nullable(),
  name: z.string().nullable(),
  customer: z.string().nullable(),
});
export const foundRecords = z.object({ items: z.array(foundRecord) });
export type FoundRecords = z.infer<typeof foundRecords>;
