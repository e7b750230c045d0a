import type { Both, Breach } from "../../breach.ts";
import type { Address, Invoice, Payment } from "../model.ts";
import { both, isSaid, need, tell, warn } from "./tell.ts";
import { isIban } from "./values.ts";

/** The specification that an XRechnung names (KoSIT, 3.0). */
export const XRECHNUNG = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0";

/** What German authorities demand beyond EN 16931 (KoSIT, BR-DE-1 to BR-DE-31). */
export function xrechnung(invoice: Invoice): Breach[] {
  const { payments = [], taxes = [], buyerReference } = invoice;
  const instructions = payments.length > 0 ? "said" : undefined;
  return [
    ...need("BR-DE-1", "BG-16", instructions, both("Angaben zur Zahlung", "payment instructions")),
    ...need("BR-DE-15", "BT-10", buyerReference, both("eine Leitweg-ID oder Käuferreferenz", "a buyer reference")),
    ...contact(invoice),
    ...places(invoice),
    ...taxes.flatMap(({ rate }) => need("BR-DE-14", "BT-119", rate, both("den Steuersatz", "the VAT rate"))),
    ...payments.flatMap(payment),
    ...identity(invoice),
    ...kind(invoice),
    ...skonto(invoice),
  ];
}

function places({ seller, buyer, delivery }: Invoice): Breach[] {
  return [
    ...place(["BR-DE-3", "BT-37", "BR-DE-4", "BT-38"], seller?.address ?? {}),
    ...place(["BR-DE-8", "BT-52", "BR-DE-9", "BT-53"], buyer?.address ?? {}),
    ...(delivery?.address === undefined ? [] : place(["BR-DE-10", "BT-77", "BR-DE-11", "BT-78"], delivery.address)),
  ];
}

function place([city, cityTerm, zip, zipTerm]: readonly [string, string, string, string], address: Address): Breach[] {
  return [
    ...need(city, cityTerm, address.city, both("einen Ort", "a city")),
    ...need(zip, zipTerm, address.zip, both("eine Postleitzahl", "a post code")),
  ];
}

const kinds: readonly string[] = ["326", "380", "381", "384", "389", "875", "876", "877"];

function kind({ type = "", specification, preceding = [] }: Invoice): Breach[] {
  const found: Breach[] = [];
  if (!kinds.includes(type)) found.push(warn("BR-DE-17", "BT-3", type, both(kinds.join(", "), kinds.join(", "))));
  if (specification?.startsWith(XRECHNUNG) === false)
    found.push(warn("BR-DE-21", "BT-24", specification, both(XRECHNUNG, XRECHNUNG)));
  if (type === "384" && preceding.length === 0)
    found.push(warn("BR-DE-26", "BG-3", "", both("die berichtigte Rechnung", "the invoice that is corrected")));
  return found;
}

function contact({ seller }: Invoice): Breach[] {
  const { contact: person } = seller ?? {};
  if (person === undefined)
    return [tell("BR-DE-2", "BG-6", "", both("einen Ansprechpartner des Verkäufers", "a contact of the seller"))];
  const found = [
    ...need("BR-DE-5", "BT-41", person.name, both("den Namen des Ansprechpartners", "the contact's name")),
    ...need(
      "BR-DE-6",
      "BT-42",
      person.phone,
      both("die Telefonnummer des Ansprechpartners", "the contact's telephone"),
    ),
    ...need("BR-DE-7", "BT-43", person.email, both("die E-Mail-Adresse des Ansprechpartners", "the contact's e-mail")),
  ];
  if (isSaid(person.phone) && (person.phone.match(/\d/g) ?? []).length < 3)
    found.push(warn("BR-DE-27", "BT-42", person.phone, both("mindestens drei Ziffern", "at least three digits")));
  if (isSaid(person.email) && !/^[^@\s]+@([^@.\s]+\.)+[^@.\s]+$/.test(person.email))
    found.push(warn("BR-DE-28", "BT-43", person.email, both("eine E-Mail-Adresse", "an e-mail address")));
  return found;
}

type Means = "transfer" | "card" | "debit";

/** The group of each way of paying, by code: BG-17, BG-18 or BG-19, and no other beside it. */
const means: Readonly<Record<string, readonly [rule: string, own: Means]>> = {
  "30": ["BR-DE-23", "transfer"],
  "58": ["BR-DE-23", "transfer"],
  "48": ["BR-DE-24", "card"],
  "54": ["BR-DE-24", "card"],
  "55": ["BR-DE-24", "card"],
  "59": ["BR-DE-25", "debit"],
};

const names: Readonly<Record<Means, Both>> = {
  transfer: both("ein Konto für die Überweisung (BG-17)", "an account for the transfer (BG-17)"),
  card: both("Angaben zur Karte (BG-18)", "the card (BG-18)"),
  debit: both("Angaben zur Lastschrift (BG-19)", "the direct debit (BG-19)"),
};

function payment({ code = "", iban, account, card, debitedIban }: Payment): Breach[] {
  const [rule, own] = means[code] ?? [];
  if (rule === undefined || own === undefined) return [];
  const said: Readonly<Record<Means, boolean>> = {
    transfer: isSaid(iban) || isSaid(account),
    card: isSaid(card),
    debit: isSaid(debitedIban),
  };
  const others = (["transfer", "card", "debit"] as const).filter((each) => each !== own && said[each]);
  return [
    ...(said[own] ? [] : [tell(`${rule}-a`, "BG-16", code, names[own])]),
    ...(others.length === 0
      ? []
      : [tell(`${rule}-b`, "BG-16", code, both(`nur ${names[own].de}`, `only ${names[own].en}`))]),
    ...(code === "58" && isSaid(iban) && !isIban(iban)
      ? [warn("BR-DE-19", "BT-84", iban, both("eine richtige IBAN", "a right IBAN"))]
      : []),
  ];
}

function identity({ seller, representative, lines = [], adjustments = [] }: Invoice): Breach[] {
  const isTaxed = [...lines, ...adjustments].some(({ category }) => category !== undefined && category !== "O");
  if (!isTaxed || isSaid(seller?.vatId) || isSaid(seller?.taxNumber) || representative !== undefined) return [];
  return [
    tell(
      "BR-DE-16",
      "BT-31",
      "",
      both("eine USt-IdNr. oder Steuernummer des Verkäufers", "the seller's VAT id or tax number"),
    ),
  ];
}

/** Discounts for early payment have a form of their own (BR-DE-18). */
function skonto({ terms }: Invoice): Breach[] {
  const lines = (terms ?? "").split(/\r?\n/).filter((each) => each.trim().startsWith("#"));
  const form = /^#SKONTO#TAGE=\d+#PROZENT=\d+\.\d{2}(#BASISBETRAG=-?\d+\.\d{2})?#$/;
  return lines
    .filter((each) => !form.test(each.trim()))
    .map((each) =>
      tell("BR-DE-18", "BT-20", each, both("#SKONTO#TAGE=14#PROZENT=2.00#", "#SKONTO#TAGE=14#PROZENT=2.00#")),
    );
}
