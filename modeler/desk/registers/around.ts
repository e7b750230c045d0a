import { date, record, table, text, value } from "../member.ts";
import type { Choosing, Section } from "../register.ts";
import { contactRoles } from "./partyValues.ts";
import { assetKinds, assetStates, ticketStatuses } from "./values.ts";

/** The latest tickets of a record. */
export const ticketTable: Section = table("tickets", { de: "Tickets", en: "Tickets" }, [
  record("number", { de: "Nummer", en: "Number" }, { register: "tickets" }),
  text("title", "Titel", "Title"),
  value("status", { de: "Status", en: "Status" }, ticketStatuses),
  date("createdAt", "Eröffnet", "Opened"),
]);

/** The devices of a record. */
export const deviceTable: Section = table("assets", { de: "Geräte", en: "Assets" }, [
  record("id", { de: "Name", en: "Name" }, { register: "assets", label: "name" }),
  value("kind", { de: "Art", en: "Kind" }, assetKinds),
  value("state", { de: "Zustand", en: "State" }, assetStates),
]);

/** The people of a record. */
export const contactTable: Section = table("contacts", { de: "Kontakte", en: "Contacts" }, [
  record("id", { de: "Name", en: "Name" }, { register: "contacts", label: "title" }),
  value("role", { de: "Rolle", en: "Role" }, contactRoles),
  text("phone", "Telefon", "Phone"),
]);

export const ofCustomers: Choosing = { path: "/api/customers", id: "id", label: "name" };
export const ofCalendars: Choosing = { path: "/api/calendars", id: "key", label: "name" };
export const ofPriceLists: Choosing = { path: "/api/price-lists", id: "id", label: "name" };
export const ofProducts: Choosing = { path: "/api/products", id: "id", label: "name", english: "nameEn" };
export const ofSkills: Choosing = { path: "/api/skills", id: "key", label: "labelDe", english: "labelEn" };
