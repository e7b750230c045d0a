import { Contact } from "lucide-react";
import { chosen, choice, facts, field, filter, flag, record, text, value } from "../member.ts";
import type { Register } from "../register.ts";
import { deviceTable, ticketTable, linking, sourceTable } from "./around.ts";
import { contactRoles } from "./partyValues.ts";

const role = { de: "Rolle", en: "Role" };

/** What is asked of a contact whose customer is known. */
export const contactFields = [
  field("name", "text", { de: "Name", en: "Name" }),
  field("email", "email", { de: "E-Mail", en: "Mail" }),
  field("phone", "phone", {
    de: "Telefon",
    en: "Phone",
    help: { de: "International, etwa +498912345678", en: "International, such as +498912345678" },
  }),
  field("siteId", "enum", { de: "Standort", en: "Site" }),
  choice("role", contactRoles, role),
  field("isVip", "boolean", { de: "VIP", en: "VIP" }),
];

/** People of our customers. */
export const contacts: Register = {
  key: "contacts",
  name: { de: "Kontakte", en: "Contacts" },
  one: { de: "Kontakt", en: "Contact" },
  icon: Contact,
  path: "/api/contacts",
  id: "id",
  title: "title",
  columns: [
    text("title", "Name", "Name"),
    text("customer", "Kunde", "Customer"),
    value("role", role, contactRoles),
    text("email", "E-Mail", "Mail"),
    text("phone", "Telefon", "Phone"),
    flag("isVip", "VIP", "VIP"),
  ],
  search: "server",
  sorts: ["name", "customer", "email"],
  filters: [filter("kind", role, contactRoles)],
  customer: "customer",
  create: {
    method: "POST",
    path: "/api/contacts",
    permission: "desk.write",
    fields: [
      chosen("customerId", "customers", { de: "Kunde", en: "Customer", required: true }),
      ...contactFields.filter(({ key }) => key !== "siteId"),
    ],
  },
  record: {
    path: "/api/contacts/:id",
    sections: [
      facts("Kontakt", "Contact", [
        record("customerId", { de: "Kunde", en: "Customer" }, { register: "customers", label: "customer" }),
        record("siteId", { de: "Standort", en: "Site" }, { register: "sites", label: "site" }),
        value("role", role, contactRoles),
        text("email", "E-Mail", "Mail"),
        text("phone", "Telefon", "Phone"),
        flag("isVip", "VIP", "VIP"),
        flag("isPending", "Noch zu bestätigen", "To be confirmed"),
      ]),
      deviceTable,
      sourceTable,
      ticketTable,
    ],
    edit: {
      method: "PATCH",
      path: "/api/contacts/:id",
      permission: "desk.write",
      carries: ["revision"],
      choices: { siteId: { source: "sites" } },
      fields: [...contactFields, field("isPending", "boolean", { de: "Noch zu bestätigen", en: "To be confirmed" })],
    },
    actions: linking("contacts", { de: "etwa als Kontakt eines PSA", en: "as a contact of a PSA, for one" }),
  },
};
