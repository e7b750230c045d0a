import { MapPin } from "lucide-react";
import { chosen, countryName, facts, field, minutes, record, text, value } from "../member.ts";
import type { Register } from "../register.ts";
import { contactTable, deviceTable, ticketTable } from "./around.ts";
import { regions } from "./places.ts";

/** What is asked of a site whose customer is known. */
export const siteFields = [
  field("name", "text", { de: "Name", en: "Name", required: true }),
  field("street", "text", { de: "Straße", en: "Street" }),
  field("zip", "text", { de: "PLZ", en: "Postcode" }),
  field("city", "text", { de: "Ort", en: "City" }),
  field("country", "text", {
    de: "Land",
    en: "Country",
    required: true,
    help: { de: "Zwei Buchstaben nach ISO 3166: DE, AT", en: "Two letters of ISO 3166: DE, AT" },
  }),
  field("region", "text", { de: "Bundesland", en: "Region" }),
  field("travelMinutes", "int", { de: "Anfahrt in Minuten", en: "Minutes to get there" }),
];

/** Where our customers are. */
export const sites: Register = {
  key: "sites",
  name: { de: "Standorte", en: "Sites" },
  one: { de: "Standort", en: "Site" },
  icon: MapPin,
  path: "/api/sites",
  id: "id",
  title: "name",
  columns: [
    text("name", "Name", "Name"),
    text("customer", "Kunde", "Customer"),
    text("street", "Straße", "Street"),
    text("zip", "PLZ", "Postcode"),
    text("city", "Ort", "City"),
    minutes("travelMinutes", "Anfahrt", "Travel"),
  ],
  search: "server",
  sorts: ["name", "customer", "city"],
  filters: [],
  customer: "customer",
  create: {
    method: "POST",
    path: "/api/sites",
    permission: "desk.write",
    fields: [chosen("customerId", "customers", { de: "Kunde", en: "Customer", required: true }), ...siteFields],
  },
  record: {
    path: "/api/sites/:id",
    sections: [
      facts("Standort", "Site", [
        record("customerId", { de: "Kunde", en: "Customer" }, { register: "customers", label: "customer" }),
        text("street", "Straße", "Street"),
        text("zip", "PLZ", "Postcode"),
        text("city", "Ort", "City"),
        countryName("country", "Land", "Country"),
        value("region", { de: "Bundesland", en: "Region" }, regions),
        minutes("travelMinutes", "Anfahrt", "Travel"),
      ]),
      contactTable,
      deviceTable,
      ticketTable,
    ],
    edit: {
      method: "PATCH",
      path: "/api/sites/:id",
      permission: "desk.write",
      carries: ["revision"],
      fields: siteFields,
    },
  },
};
