import { z } from "zod";
import type { FormField } from "../../tasks/form.ts";
import { products } from "../alerts/normalise.ts";

/** What all mail servers are asked by. */
export const serverShape = {
  host: z
    .string()
    .trim()
    .min(1)
    .max(253)
    .regex(/^[\w.:-]+$/, "Expected the name of a host"),
  port: z.number().int().min(1).max(65_535),
  security: z.enum(["tls", "starttls", "none"]).default("tls"),
  user: z.string().trim().max(254).default(""),
};

export const serverFields: readonly FormField[] = [
  { key: "host", type: "text", label: { de: "Server", en: "Server" }, required: true, maxLength: 253 },
  { key: "port", type: "int", label: { de: "Port", en: "Port" }, required: true, min: 1, max: 65_535 },
  {
    key: "security",
    type: "enum",
    label: { de: "Verschlüsselung", en: "Encryption" },
    default: "tls",
    options: [
      { value: "tls", label: { de: "TLS von Anfang an", en: "TLS from the start" } },
      { value: "starttls", label: { de: "STARTTLS, verlangt", en: "STARTTLS, demanded" } },
      { value: "none", label: { de: "keine", en: "none" } },
    ],
  },
  { key: "user", type: "text", label: { de: "Benutzer", en: "User" }, maxLength: 254 },
];

/** Who writes to a mailbox: people, or a monitoring product. */
export const sourceShape = {
  alertSource: z.enum(["", ...Object.keys(products)]).default(""),
  /** What people write about: service, or what they would like to buy. */
  purpose: z.enum(["service", "sales"]).default("service"),
};

export const purposeField: FormField = {
  key: "purpose",
  type: "enum",
  label: { de: "Worum geht es hier?", en: "What is it about?" },
  help: {
    de: "Anfragen an den Verkauf werden Chancen statt Tickets. Antworten auf ein Ticket gehören immer zum Ticket.",
    en: "Inquiries to sales become opportunities instead of tickets. Answers to a ticket always belong to the ticket.",
  },
  default: "service",
  options: [
    { value: "service", label: { de: "Service: wird ein Ticket", en: "Service: becomes a ticket" } },
    { value: "sales", label: { de: "Verkauf: wird eine Chance", en: "Sales: becomes an opportunity" } },
  ],
};

export const sourceField: FormField = {
  key: "alertSource",
  type: "enum",
  label: { de: "Wer schreibt hierher?", en: "Who writes here?" },
  default: "",
  options: [
    { value: "", label: { de: "Menschen", en: "People" } },
    ...Object.keys(products).map((value) => ({ value, label: { de: `Alarme: ${value}`, en: `Alerts: ${value}` } })),
  ],
};

export const passwordField = { key: "password", label: { de: "Passwort", en: "Password" }, isRequired: false };
