import { BookUp, CalendarCheck, KeyRound } from "lucide-react";
import type { Register } from "../register.ts";
import { date, file, filter, flag, instant, money, number, text, value } from "../member.ts";
import { batchStates, licenceStates, runKinds } from "./billingValues.ts";

const state = { de: "Stand", en: "State" };

/** From the cut-off to closed: what was billed together. */
export const billingRuns: Register = {
  key: "billing-runs",
  name: { de: "Abrechnungsläufe", en: "Billing runs" },
  one: { de: "Abrechnungslauf", en: "Billing run" },
  icon: CalendarCheck,
  path: "/api/billing-runs",
  id: "number",
  title: "number",
  columns: [
    text("number", "Nummer", "Number"),
    value("kind", { de: "Art", en: "Kind" }, runKinds),
    date("cutOff", "Stichtag", "Cut-off"),
    text("state", "Stand", "State"),
    instant("createdAt", "Begonnen", "Begun"),
    instant("closedAt", "Abgeschlossen", "Closed"),
  ],
  search: "browser",
  filters: [],
};

/** What went to the ledger, and what it said. */
export const exportBatches: Register = {
  key: "export-batches",
  name: { de: "Buchungsstapel", en: "Ledger batches" },
  one: { de: "Buchungsstapel", en: "Ledger batch" },
  icon: BookUp,
  path: "/api/export-batches",
  id: "number",
  title: "number",
  columns: [
    text("number", "Nummer", "Number"),
    text("target", "Ziel", "Target"),
    date("periodFrom", "Von", "From"),
    date("periodTo", "Bis", "Until"),
    number("records", "Sätze", "Records"),
    money("debitCents", "Soll", "Debit"),
    value("state", state, batchStates),
    text("rejectReason", "Abgewiesen, weil", "Rejected because"),
    text("replaces", "Ersetzt", "Replaces"),
    file("fileId", "Datei", "File"),
    number("debtors", "Debitoren", "Debtors"),
    file("debtorsFileId", "Debitorendatei", "File of debtors"),
  ],
  search: "browser",
  filters: [filter("state", state, batchStates)],
};

/** Licences of customers as they are bought and billed. */
export const licences: Register = {
  key: "licenses",
  name: { de: "Lizenzen", en: "Licences" },
  one: { de: "Lizenz", en: "Licence" },
  icon: KeyRound,
  path: "/api/licenses",
  id: "id",
  title: "name",
  columns: [
    text("name", "Name", "Name"),
    text("vendor", "Hersteller", "Vendor"),
    number("quantity", "Menge", "Quantity"),
    number("lastCount.assigned", "Zugewiesen", "Assigned"),
    instant("lastCount.at", "Gezählt", "Counted"),
    date("committedUntil", "Gebunden bis", "Committed until"),
    flag("isActive", "Läuft", "Active"),
  ],
  search: "browser",
  filters: [filter("state", state, licenceStates)],
};
