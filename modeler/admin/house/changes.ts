import { choice, countryName, facts, field, flag, text } from "../../desk/member.ts";
import type { Change, Section } from "../../desk/register.ts";
import { ofSkills } from "../../desk/registers/around.ts";
import { assetKinds, themes } from "../../desk/registers/values.ts";

const permission = "administration";

const taken = { de: "Das gibt es schon.", en: "There is one already." };
const key = {
  ...field("key", "text", {
    de: "Schlüssel",
    en: "Key",
    required: true,
    help: { de: "So nennen ihn Prozesse und Regeln; er bleibt.", en: "What processes and rules call it; it stays." },
  }),
  maxLength: 64,
};
const labels = [
  field("labelDe", "text", { de: "Name (Deutsch)", en: "Name (German)", required: true }),
  field("labelEn", "text", { de: "Name (Englisch)", en: "Name (English)", required: true }),
];
const keyShape = {
  de: "Buchstaben, Ziffern, : _ und -, zuerst ein Buchstabe oder eine Ziffer.",
  en: "Letters, digits, : _ and -, a letter or digit first.",
};
const refusals = { "desk.exists": taken, "/key": keyShape };

/** How the company stands on its documents. */
export const companySections: readonly Section[] = [
  facts("Firma", "Company", [
    text("name", "Name", "Name"),
    text("street", "Straße", "Street"),
    text("zip", "PLZ", "Postcode"),
    text("city", "Ort", "City"),
    countryName("country", "Land", "Country"),
  ]),
  facts("Steuer und Register", "Tax and register", [
    text("vatId", "USt-IdNr.", "VAT id"),
    text("taxNumber", "Steuernummer", "Tax number"),
    flag("isSmallBusiness", "Kleinunternehmer", "Small business"),
    text("registerText", "Registergericht, Nummer, Geschäftsführung", "Register, number, directors"),
  ]),
  facts("Ansprechpartner auf Rechnungen", "Contact on invoices", [
    text("contactName", "Name", "Name"),
    text("email", "E-Mail", "Mail"),
    text("phone", "Telefon", "Phone"),
  ]),
  facts("Bankverbindung", "Bank account", [
    text("iban", "IBAN", "IBAN"),
    text("bic", "BIC", "BIC"),
    text("bankName", "Bank", "Bank"),
  ]),
];

export const editCompany: Change = {
  method: "PUT",
  path: "/api/seller",
  permission,
  isWhole: true,
  carries: ["revision"],
  refusals: {
    "/vatId": {
      de: "USt-IdNr. mit Land davor (DE123456789, ATU12345678), oder eine Steuernummer im Feld daneben.",
      en: "A VAT id with its country in front (DE123456789, ATU12345678), or a tax number in the field beside it.",
    },
    "/iban": { de: "Die Prüfziffern dieser IBAN stimmen nicht.", en: "The check digits of this IBAN are wrong." },
    "/bic": { de: "8 oder 11 Buchstaben und Ziffern.", en: "8 or 11 letters and digits." },
    "/country": { de: "Zwei Buchstaben nach ISO 3166: DE, AT.", en: "Two letters of ISO 3166: DE, AT." },
  },
  fields: [
    field("name", "text", { de: "Name", en: "Name", required: true }),
    field("country", "text", {
      de: "Land",
      en: "Country",
      required: true,
      help: { de: "Zwei Buchstaben nach ISO 3166: DE, AT", en: "Two letters of ISO 3166: DE, AT" },
    }),
    field("street", "text", { de: "Straße", en: "Street", required: true }),
    field("zip", "text", { de: "PLZ", en: "Postcode", required: true }),
    field("city", "text", { de: "Ort", en: "City", required: true }),
    field("vatId", "text", { de: "USt-IdNr.", en: "VAT id" }),
    field("taxNumber", "text", { de: "Steuernummer", en: "Tax number" }),
    field("isSmallBusiness", "boolean", {
      de: "Kleinunternehmer: weist keine Steuer aus",
      en: "Small business: charges no tax",
      help: { de: "§ 19 UStG, in Österreich § 6 Abs. 1 Z 27 UStG", en: "§ 19 UStG, in Austria § 6 Abs. 1 Z 27 UStG" },
    }),
    field("contactName", "text", { de: "Ansprechpartner", en: "Contact" }),
    field("email", "email", { de: "E-Mail", en: "Mail" }),
    field("phone", "phone", { de: "Telefon", en: "Phone" }),
    field("iban", "text", { de: "IBAN", en: "IBAN" }),
    field("bic", "text", { de: "BIC", en: "BIC" }),
    field("bankName", "text", { de: "Bank", en: "Bank" }),
    field("registerText", "textarea", {
      de: "Registergericht, Nummer, Geschäftsführung",
      en: "Register, number, directors",
    }),
  ],
};

/** What alerts are about. */
export const alertDomains = {
  availability: { de: "Erreichbarkeit", en: "availability" },
  capacity: { de: "Kapazität", en: "capacity" },
  backup: { de: "Datensicherung", en: "backup" },
  patch: { de: "Updates", en: "patches" },
  hardware: { de: "Hardware", en: "hardware" },
  security: { de: "Sicherheit", en: "security" },
  script: { de: "Skripte", en: "scripts" },
  other: { de: "Sonstiges", en: "other" },
};

const any = (name: string, values: Parameters<typeof choice>[1], label: Parameters<typeof choice>[2]) => ({
  ...choice(name, values, label),
  type: "multi",
});
const ofCategories = { path: "/api/categories", id: "key", label: "labelDe", english: "labelEn" } as const;
const categoryFields = [
  ...labels,
  field("parent", "enum", { de: "Gehört zu", en: "Belongs to" }),
  field("defaultSkill", "enum", { de: "Verlangt die Fähigkeit", en: "Asks for the skill" }),
  {
    ...field("skillLevel", "int", { de: "Wie gut (1–5)", en: "How well (1–5)", required: true }),
    min: 1,
    max: 5,
  },
  choice("roadmapTheme", themes, { de: "Thema der Roadmap", en: "Theme of the roadmap" }),
  any("alertDomains", alertDomains, {
    de: "Alarme, die hineinfallen",
    en: "Alerts that fall into it",
  }),
  any("assetKinds", assetKinds, { de: "Nur bei diesen Geräten", en: "For these devices only" }),
  field("isSecurity", "boolean", { de: "Sicherheitsfall", en: "Security case" }),
];
const categoryRefusals = {
  ...refusals,
  "category.parent": { de: "Sie liegt unter dieser Kategorie.", en: "It lies below this category." },
};

export const addCategory: Change = {
  method: "POST",
  path: "/api/categories",
  permission,
  fields: [key, ...categoryFields.map((each) => (each.key === "skillLevel" ? { ...each, default: 2 } : each))],
  choices: { parent: ofCategories, defaultSkill: ofSkills },
  refusals: categoryRefusals,
};
export const editCategory: Change = {
  method: "PATCH",
  path: "/api/categories/:id",
  permission,
  fields: categoryFields,
  choices: { parent: ofCategories, defaultSkill: ofSkills },
  carries: ["revision"],
  refusals: categoryRefusals,
};

export const addSkill: Change = { method: "POST", path: "/api/skills", permission, fields: [key, ...labels], refusals };
export const editSkill: Change = {
  method: "PATCH",
  path: "/api/skills/:id",
  permission,
  fields: labels,
  carries: ["revision"],
};

export const editRange: Change = {
  method: "PUT",
  path: "/api/number-ranges/:id",
  permission,
  isWhole: true,
  fields: [
    field("prefix", "text", {
      de: "Präfix",
      en: "Prefix",
      required: true,
      help: { de: "Mit dem Jahr, etwa RE-2026-", en: "With the year, such as RE-2026-" },
    }),
    { ...field("nextNumber", "int", { de: "Nächste Nummer", en: "Next number", required: true }), min: 1 },
    { ...field("width", "int", { de: "Stellen", en: "Digits", required: true }), min: 1, max: 10 },
  ],
  refusals: {
    "numbers.back": {
      de: "Davor sind Nummern schon vergeben: Es geht nur vorwärts.",
      en: "Numbers before it were given already: it only goes forward.",
    },
    "numbers.inUse": {
      de: "In diesem Jahr sind schon Nummern vergeben, und keine darf fehlen: Der Kreis läuft weiter, wie er ist.",
      en: "Numbers of this year were given already, and none may be missing: the range goes on as it is.",
    },
    "numbers.year": { de: "Das Jahr muss darin stehen.", en: "It must say the year." },
    "numbers.prefix": { de: "Ein anderer Kreis hat dieses Präfix.", en: "Another range has this prefix." },
  },
};
