import { Building2 } from "lucide-react";
import { choice, date, facts, field, filter, flag, money, number, record, table, text, value } from "../member.ts";
import type { Register } from "../register.ts";
import { contactTable, deviceTable, ofCalendars, ticketTable } from "./around.ts";
import { contactFields } from "./contacts.ts";
import {
  activity,
  contractKinds,
  customerKinds,
  invoiceFormats,
  languages,
  dataRoles,
  nis2Scopes,
  slaClasses,
} from "./partyValues.ts";
import { siteFields } from "./sites.ts";

const kind = { de: "Art", en: "Kind" };
const country = {
  de: "Land",
  en: "Country",
  required: true,
  help: { de: "Zwei Buchstaben nach ISO 3166: DE, AT", en: "Two letters of ISO 3166: DE, AT" },
};
const begin = [
  field("name", "text", { de: "Name", en: "Name", required: true }),
  field("country", "text", country),
  choice("kind", customerKinds, kind),
  choice("language", languages, { de: "Sprache", en: "Language" }),
  field("street", "text", { de: "Straße", en: "Street" }),
  field("zip", "text", { de: "PLZ", en: "Postcode" }),
  field("city", "text", { de: "Ort", en: "City" }),
  field("emailDomains", "text", {
    de: "E-Mail-Domains",
    en: "Mail domains",
    help: {
      de: "Woran Absender erkannt werden; durch Komma getrennt",
      en: "What senders are recognised by; with commas",
    },
  }),
  field("vatId", "text", { de: "USt-IdNr.", en: "VAT id" }),
  field("debtorAccount", "text", { de: "Debitorenkonto", en: "Debtor account" }),
  field("invoiceEmail", "email", { de: "Rechnungen an", en: "Invoices to" }),
];

/** Whom we serve. */
export const customers: Register = {
  key: "customers",
  name: { de: "Kunden", en: "Customers" },
  one: { de: "Kunde", en: "Customer" },
  icon: Building2,
  path: "/api/customers",
  id: "id",
  title: "name",
  columns: [
    text("name", "Name", "Name"),
    text("city", "Ort", "City"),
    value("kind", kind, customerKinds),
    text("debtorAccount", "Debitor", "Debtor"),
    number("openTickets", "Offene Tickets", "Open tickets"),
    flag("creditHold", "Liefersperre", "Credit hold"),
    flag("isActive", "Aktiv", "Active"),
  ],
  search: "server",
  sorts: ["name", "city", "debtorAccount"],
  filters: [filter("kind", kind, customerKinds), filter("state", { de: "Stand", en: "State" }, activity)],
  customer: "name",
  create: { method: "POST", path: "/api/customers", permission: "desk.write", fields: begin },
  record: {
    path: "/api/customers/:id",
    sections: [
      facts("Kunde", "Customer", [
        value("kind", kind, customerKinds),
        value("language", { de: "Sprache", en: "Language" }, languages),
        text("street", "Straße", "Street"),
        text("zip", "PLZ", "Postcode"),
        text("city", "Ort", "City"),
        text("country", "Land", "Country"),
        text("emailDomains", "E-Mail-Domains", "Mail domains"),
        text("calendar", "Servicezeiten", "Service hours"),
        value("nis2Scope", { de: "NIS 2", en: "NIS 2" }, nis2Scopes),
        flag("isFinancial", "Finanzunternehmen (DORA)", "Financial entity (DORA)"),
        value("dataRole", { de: "Rolle (DSGVO)", en: "Role (GDPR)" }, dataRoles),
        text("reviewClass", "Betreuungsklasse", "Review class"),
        text("securityEmail", "Sicherheitsmeldungen an", "Security notices to"),
        flag("isActive", "Aktiv", "Active"),
      ]),
      facts("Rechnungen", "Invoices", [
        text("vatId", "USt-IdNr.", "VAT id"),
        text("debtorAccount", "Debitorenkonto", "Debtor account"),
        text("invoiceEmail", "Rechnungen an", "Invoices to"),
        value("invoiceFormat", { de: "Format", en: "Format" }, invoiceFormats),
        number("paymentDays", "Zahlungsziel in Tagen", "Days to pay"),
        money("minInvoiceCents", "Mindestbetrag", "Least amount"),
        text("buyerReference", "Leitweg-ID oder Auftragsreferenz", "Buyer reference"),
        text("supplierNumber", "Unsere Nummer dort", "Our number there"),
        flag("creditHold", "Liefersperre", "Credit hold"),
      ]),
      table("contracts", { de: "Verträge", en: "Contracts" }, [
        record("id", { de: "Nummer", en: "Number" }, { register: "contracts", label: "number" }),
        value("kind", kind, contractKinds),
        value("slaClass", { de: "SLA", en: "SLA" }, slaClasses),
        date("starts", "Beginnt", "Starts"),
        date("ends", "Endet", "Ends"),
      ]),
      contactTable,
      table("sites", { de: "Standorte", en: "Sites" }, [
        record("id", { de: "Name", en: "Name" }, { register: "sites", label: "name" }),
        text("city", "Ort", "City"),
      ]),
      deviceTable,
      ticketTable,
    ],
    edit: {
      method: "PATCH",
      path: "/api/customers/:id",
      permission: "desk.write",
      carries: ["revision"],
      choices: { calendarKey: ofCalendars },
      fields: [
        ...begin,
        choice("invoiceFormat", invoiceFormats, { de: "Rechnungsformat", en: "Invoice format" }),
        field("paymentDays", "int", { de: "Zahlungsziel in Tagen", en: "Days to pay" }),
        field("minInvoiceCents", "money", { de: "Mindestbetrag einer Rechnung", en: "Least amount of an invoice" }),
        field("buyerReference", "text", { de: "Leitweg-ID oder Auftragsreferenz", en: "Buyer reference" }),
        field("supplierNumber", "text", { de: "Unsere Nummer dort", en: "Our number there" }),
        field("calendarKey", "enum", { de: "Servicezeiten", en: "Service hours" }),
        choice("nis2Scope", nis2Scopes, { de: "NIS 2", en: "NIS 2" }),
        field("isFinancial", "boolean", { de: "Finanzunternehmen (DORA)", en: "Financial entity (DORA)" }),
        choice("dataRole", dataRoles, { de: "Rolle (DSGVO)", en: "Role (GDPR)" }),
        field("securityEmail", "email", { de: "Sicherheitsmeldungen an", en: "Security notices to" }),
        field("creditHold", "boolean", { de: "Liefersperre", en: "Credit hold" }),
        field("isActive", "boolean", { de: "Aktiv", en: "Active" }),
      ],
    },
    actions: [
      {
        key: "contact",
        name: { de: "Kontakt anlegen …", en: "Add contact …" },
        text: { de: "Wer sich meldet und wen wir anrufen.", en: "Who calls us, and whom we call." },
        method: "POST",
        path: "/api/contacts",
        permission: "desk.write",
        sends: { customerId: "id" },
        choices: { siteId: { at: "sites", id: "id", label: "name" } },
        fields: contactFields,
      },
      {
        key: "site",
        name: { de: "Standort anlegen …", en: "Add site …" },
        text: { de: "Wohin Techniker fahren.", en: "Where technicians go." },
        method: "POST",
        path: "/api/sites",
        permission: "desk.write",
        sends: { customerId: "id" },
        fields: siteFields,
      },
    ],
  },
};
