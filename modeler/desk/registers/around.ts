import { date, field, record, table, text, value } from "../member.ts";
import type { Action, Choosing, Section } from "../register.ts";
import { contactRoles } from "./partyValues.ts";
import { alertSources, assetKinds, assetStates, ticketStatuses } from "./values.ts";

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

export const ofCalendars: Choosing = { path: "/api/calendars", id: "key", label: "name" };
export const ofPriceLists: Choosing = { path: "/api/price-lists", id: "id", label: "name" };
export const ofProducts: Choosing = { path: "/api/products", id: "id", label: "name", english: "nameEn" };
export const ofSkills: Choosing = { path: "/api/skills", id: "key", label: "labelDe", english: "labelEn" };

/** Other systems that know our records. */
const systems = {
  ...alertSources,
  hudu: { de: "Hudu", en: "Hudu" },
  psa: { de: "PSA", en: "PSA" },
};

/** Under which ids other systems know a record. */
export const sourceTable: Section = table("sources", { de: "Bekannt in", en: "Known in" }, [
  value("system", { de: "System", en: "System" }, systems),
  text("externalId", "Kennung dort", "Id there"),
]);

type Linked = "customers" | "contacts" | "assets";

const linkFields = [
  field("system", "text", {
    de: "System",
    en: "System",
    required: true,
    help: {
      de: "Die Art der Verbindung in Kleinbuchstaben: ninjaone, datto-rmm, n-central, hudu …",
      en: "The kind of connector in small letters: ninjaone, datto-rmm, n-central, hudu …",
    },
  }),
  field("externalId", "text", { de: "Kennung dort", en: "Id there", required: true }),
];

/** Links a record with the ids of other systems; `what` is the address of its kind, `theirs` what the others call it. */
export function linking(what: Linked, theirs: { de: string; en: string }): readonly Action[] {
  return [link(what, theirs), unlink(what)];
}

function link(what: Linked, theirs: { de: string; en: string }): Action {
  return {
    key: "link",
    name: { de: "Kennung verknüpfen …", en: "Link id …" },
    text: {
      de: `Was ein anderes System unter dieser Kennung meldet (${theirs.de}), gehört danach hierher.`,
      en: `What another system tells under this id (${theirs.en}) belongs here from then on.`,
    },
    method: "POST",
    path: `/api/${what}/:id/references`,
    permission: "desk.write",
    fields: linkFields,
    refusals: {
      "desk.exists": { de: "Diese Kennung ist schon verknüpft.", en: "This id is linked already." },
      "/system": { de: "Buchstaben, Ziffern, : _ und -.", en: "Letters, digits, : _ and -." },
    },
  };
}

function unlink(what: Linked): Action {
  return {
    key: "unlink",
    name: { de: "Kennung lösen …", en: "Unlink id …" },
    text: {
      de: "Was das andere System darunter meldet, gehört danach nicht mehr hierher.",
      en: "What the other system tells under it no longer belongs here.",
    },
    method: "POST",
    path: `/api/${what}/:id/references/remove`,
    permission: "desk.write",
    choices: { reference: { at: "sources", id: "reference", label: "reference" } },
    fields: [field("reference", "enum", { de: "Kennung", en: "Id", required: true })],
  };
}

/** Plans maintenance of a customer, or of one of their assets. */
export const maintenanceFields = [
  field("fromAt", "datetime", { de: "Von", en: "From", required: true }),
  field("toAt", "datetime", { de: "Bis", en: "Until", required: true }),
  field("reason", "textarea", { de: "Was geschieht?", en: "What is done?", required: true }),
];
export const maintenanceText = {
  de: "Alarme, die in diese Zeit fallen, eröffnen kein Ticket; solche zur Sicherheit schon.",
  en: "Alerts that fall into this time open no ticket; those about security do.",
};
export const maintenanceRefusals = {
  "desk.value": { de: "Das Ende muss nach dem Beginn liegen.", en: "The end must come after the begin." },
  "maintenance.asset": { de: "Dieses Gerät gehört einem anderen Kunden.", en: "This asset is another customer's." },
};
