import type { ValueNames } from "../register.ts";

/** What the values of customers, people and contracts are called. */
export const customerKinds: ValueNames = {
  b2b: { de: "Unternehmen", en: "company" },
  b2g: { de: "Behörde", en: "authority" },
  b2c: { de: "privat", en: "consumer" },
};

export const activity: ValueNames = {
  active: { de: "aktiv", en: "active", tone: "ok" },
  inactive: { de: "nicht mehr aktiv", en: "no longer active" },
};

export const languages: ValueNames = {
  de: { de: "Deutsch", en: "German" },
  en: { de: "Englisch", en: "English" },
};

export const invoiceFormats: ValueNames = {
  pdf: { de: "PDF", en: "PDF" },
  zugferd: { de: "ZUGFeRD", en: "ZUGFeRD" },
  xrechnung: { de: "XRechnung", en: "XRechnung" },
  ebinterface: { de: "ebInterface", en: "ebInterface" },
  "peppol-ubl": { de: "Peppol (UBL)", en: "Peppol (UBL)" },
};

export const dataRoles: ValueNames = {
  controller: { de: "Verantwortlicher", en: "controller" },
  processor: { de: "Auftragsverarbeiter", en: "processor" },
};

export const nis2Scopes: ValueNames = {
  none: { de: "nicht betroffen", en: "not in scope" },
  important: { de: "wichtige Einrichtung", en: "important entity", tone: "info" },
  essential: { de: "wesentliche Einrichtung", en: "essential entity", tone: "warn" },
  unknown: { de: "nicht geklärt", en: "not settled", tone: "warn" },
};

/** That of a customer nothing new is ordered before billing has said so. */
export const holds: ValueNames = { held: { de: "Liefersperre", en: "credit hold", tone: "warn" } };

export const contactRoles: ValueNames = {
  user: { de: "Anwender", en: "user" },
  approver: { de: "gibt frei", en: "approver" },
  it: { de: "IT", en: "IT" },
  management: { de: "Geschäftsführung", en: "management" },
  security: { de: "Sicherheit", en: "security" },
  billing: { de: "Buchhaltung", en: "billing" },
};

export const levels: ValueNames = {
  1: { de: "Level 1", en: "Level 1" },
  2: { de: "Level 2", en: "Level 2" },
  3: { de: "Level 3", en: "Level 3" },
};

export const absenceReasons: ValueNames = {
  vacation: { de: "Urlaub", en: "vacation" },
  sick: { de: "krank", en: "sick" },
  training: { de: "Schulung", en: "training" },
  other: { de: "anderes", en: "other" },
};

/** Whom the reason is no business is told that somebody is away. */
export const absenceKinds: ValueNames = { ...absenceReasons, absent: { de: "abwesend", en: "absent" } };

export const contractKinds: ValueNames = {
  flat: { de: "Pauschale", en: "flat fee" },
  bucket: { de: "Stundenkontingent", en: "hours a month" },
  prepaid: { de: "vorausbezahlt", en: "prepaid" },
  time_and_material: { de: "nach Aufwand", en: "time and material" },
  fixed_price: { de: "Festpreis", en: "fixed price" },
  license: { de: "Lizenzen", en: "licences" },
};

export const contractStates: ValueNames = {
  coming: { de: "beginnt noch", en: "coming", tone: "info" },
  running: { de: "läuft", en: "running", tone: "ok" },
  ended: { de: "beendet", en: "ended" },
};

export const slaClasses: ValueNames = {
  gold: { de: "Gold", en: "Gold" },
  standard: { de: "Standard", en: "Standard" },
};

export const priceReasons: ValueNames = {
  index: { de: "Index", en: "index" },
  agreement: { de: "Vereinbarung", en: "agreement" },
  correction: { de: "Berichtigung", en: "correction" },
};
