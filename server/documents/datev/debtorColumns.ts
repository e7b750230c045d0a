import type { Column } from "./columns.ts";

type Given = readonly [name: string, kind: Column["kind"], pattern: RegExp];

const day = /^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])20\d{2}$/;
const digit = /^\d$/;
const days = /^\d{1,3}$/;
const percent = /^\d{1,2},\d{2}$/;
const fee = /^\d{1,3},\d{2}$/;

const text = (name: string, longest: number): Given => [name, "text", new RegExp(String.raw`^[\s\S]{0,${longest}}$`)];
const word = (name: string, pattern: RegExp): Given => [name, "text", pattern];
const number = (name: string, pattern: RegExp): Given => [name, "number", pattern];
const several = (count: number, each: (no: number) => readonly Given[], from = 1): readonly Given[] =>
  Array.from({ length: count }, (_, index) => each(from + index)).flat();

/** A bank account of the debtor: the format has room for ten, in two places. */
const bank = (no: number): readonly Given[] => [
  text(`Bankleitzahl ${no}`, 8),
  text(`Bankbezeichnung ${no}`, 30),
  text(`Bank-Kontonummer ${no}`, 10),
  text(`Länderkennzeichen ${no}`, 2),
  text(`IBAN-Nr. ${no}`, 34),
  text("Leerfeld", 1),
  text(`SWIFT-Code ${no}`, 11),
  text(`Abw. Kontoinhaber ${no}`, 70),
  word(`Kennz. Hauptbankverb. ${no}`, /^\d?$/),
  number(`Bankverb ${no} Gültig von`, day),
  number(`Bankverb ${no} Gültig bis`, day),
];

const supplierTerms: readonly Given[] = [
  number("Kreditoren-Ziel 1 Tg.", days),
  number("Kreditoren-Skonto 1 %", percent),
  number("Kreditoren-Ziel 2 Tg.", days),
  number("Kreditoren-Skonto 2 %", percent),
  number("Kreditoren-Ziel 3 Brutto Tg.", days),
  number("Kreditoren-Ziel 4 Tg.", days),
  number("Kreditoren-Skonto 4 %", percent),
  number("Kreditoren-Ziel 5 Tg.", days),
  number("Kreditoren-Skonto 5 %", percent),
];

const reminding: readonly Given[] = [
  number("Mahnung", digit),
  number("Kontoauszug", digit),
  ...several(3, (no) => [number(`Mahntext ${no}`, digit)]),
  number("Kontoauszugstext", digit),
  number("Mahnlimit Betrag", /^[\d.]{1,6},\d{2}$/),
  number("Mahnlimit %", percent),
  number("Zinsberechnung", digit),
  ...several(3, (no) => [number(`Mahnzinssatz ${no}`, percent)]),
];

/**
 * The 254 columns of DATEV EXTF, category 16 (Debitoren/Kreditoren), format version 5, in their order. Names, quotes and lengths as several
 * public writers of the format agree on them.
 */
export const debtorColumns: readonly Column[] = [
  number("Konto", /^(?!0{1,9}$)\d{1,9}$/),
  text("Name (Adressattyp Unternehmen)", 50),
  text("Unternehmensgegenstand", 50),
  text("Name (Adressattyp natürl. Person)", 30),
  text("Vorname (Adressattyp natürl. Person)", 30),
  text("Name (Adressattyp keine Angabe)", 50),
  word("Adressattyp", /^[012]?$/),
  text("Kurzbezeichnung", 15),
  word("EU-Land", /^([A-Z]{2})?$/),
  word("EU-UStID", /^[A-Z0-9+*]{0,13}$/),
  text("Anrede", 30),
  text("Titel/Akad. Grad", 25),
  text("Adelstitel", 15),
  text("Namensvorsatz", 14),
  word("Adressart", /^(STR|PF|GK)?$/),
  text("Straße", 36),
  text("Postfach", 10),
  text("Postleitzahl", 10),
  text("Ort", 30),
  word("Land", /^([A-Z]{2})?$/),
  text("Versandzusatz", 50),
  text("Adresszusatz", 36),
  text("Abweichende Anrede", 30),
  text("Abw. Zustellbezeichnung 1", 50),
  text("Abw. Zustellbezeichnung 2", 36),
  number("Kennz. Korrespondenzadresse", digit),
  number("Adresse Gültig von", day),
  number("Adresse Gültig bis", day),
  ...["Telefon", "Telefon GL", "E-Mail", "Internet", "Fax", "Sonstige"].flatMap((name) => [
    text(name, 60),
    text(`Bemerkung (${name})`, 40),
  ]),
  ...several(5, bank),
  text("Leerfeld", 3),
  text("Briefanrede", 100),
  text("Grußformel", 50),
  text("Kunden-/Lief.-Nr.", 15),
  text("Steuernummer", 20),
  number("Sprache", /^\d{1,2}$/),
  text("Ansprechpartner", 40),
  text("Vertreter", 40),
  text("Sachbearbeiter", 40),
  number("Diverse-Konto", digit),
  number("Ausgabeziel", digit),
  word("Währungssteuerung", /^\d?$/),
  number("Kreditlimit (Debitor)", /^[\d.]{1,13}$/),
  number("Zahlungsbedingung", days),
  number("Fälligkeit in Tagen (Debitor)", days),
  number("Skonto in Prozent (Debitor)", percent),
  ...supplierTerms,
  ...reminding,
  word("Lastschrift", /^\d?$/),
  text("Leerfeld", 1),
  number("Mandantenbank", /^\d{1,4}$/),
  word("Zahlungsträger", /^\d?$/),
  ...several(15, (no) => [text(`Indiv. Feld ${no}`, 40)]),
  text("Abweichende Anrede (Rechnungsadresse)", 30),
  word("Adressart (Rechnungsadresse)", /^(STR|PF|GK)?$/),
  text("Straße (Rechnungsadresse)", 36),
  text("Postfach (Rechnungsadresse)", 10),
  text("Postleitzahl (Rechnungsadresse)", 10),
  text("Ort (Rechnungsadresse)", 30),
  word("Land (Rechnungsadresse)", /^([A-Z]{2})?$/),
  text("Versandzusatz (Rechnungsadresse)", 50),
  text("Adresszusatz (Rechnungsadresse)", 36),
  text("Abw. Zustellbezeichnung 1 (Rechnungsadresse)", 50),
  text("Abw. Zustellbezeichnung 2 (Rechnungsadresse)", 36),
  number("Adresse Gültig von (Rechnungsadresse)", day),
  number("Adresse Gültig bis (Rechnungsadresse)", day),
  ...several(5, bank, 6),
  text("Nummer Fremdsystem", 15),
  number("Insolvent", digit),
  ...several(10, (no) => [text(`SEPA-Mandatsreferenz ${no}`, 35)]),
  number("Verknüpftes OPOS-Konto", /^\d{1,9}$/),
  number("Mahnsperre bis", day),
  number("Lastschriftsperre bis", day),
  number("Zahlungssperre bis", day),
  number("Gebührenberechnung", digit),
  ...several(3, (no) => [number(`Mahngebühr ${no}`, percent)]),
  number("Pauschalenberechnung", digit),
  ...several(3, (no) => [number(`Verzugspauschale ${no}`, fee)]),
  text("Alternativer Suchname", 50),
  number("Status", digit),
  number("Anschrift manuell geändert (Korrespondenzadresse)", digit),
  text("Anschrift individuell (Korrespondenzadresse)", 306),
  number("Anschrift manuell geändert (Rechnungsadresse)", digit),
  text("Anschrift individuell (Rechnungsadresse)", 306),
  number("Fristberechnung bei Debitor", digit),
  ...several(3, (no) => [number(`Mahnfrist ${no}`, days)]),
  number("Letzte Frist", days),
].map(([name, kind, pattern], index) => ({ no: index + 1, name, kind, pattern, isRequired: index === 0 }));

/** The columns that we fill or judge, by what they are for. */
export const debtorNo = {
  account: 1,
  company: 2,
  person: 4,
  firstName: 5,
  unspecified: 6,
  addresseeKind: 7,
  shortName: 8,
  euCountry: 9,
  euVatId: 10,
  addressKind: 15,
  street: 16,
  postBox: 17,
  zip: 18,
  city: 19,
  country: 20,
  isCorrespondence: 26,
  email: 33,
  paymentDays: 110,
} as const;
