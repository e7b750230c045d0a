import type { Both, Breach } from "../../breach.ts";
import type { Address, Adjustment, Invoice, Line } from "../model.ts";
import { both, isSaid, need, tell } from "./tell.ts";

type Demand = readonly [rule: string, term: string, value: string | undefined, name: Both];

/** What an invoice has to say at all (EN 16931-1, BR-01 to BR-65), and what its groups have to say when they are there. */
export function presence(invoice: Invoice): Breach[] {
  return [
    ...head(invoice),
    ...parties(invoice),
    ...totals(invoice),
    ...(invoice.lines ?? []).flatMap(line),
    ...(invoice.adjustments ?? []).flatMap(documentAdjustment),
    ...breakdowns(invoice),
    ...references(invoice),
  ];
}

function demanded(demands: readonly Demand[]): Breach[] {
  return demands.flatMap((demand) => need(...demand));
}

function head(invoice: Invoice): Breach[] {
  const found = demanded([
    ["BR-01", "BT-24", invoice.specification, both("die Kennung des Standards", "the specification's identifier")],
    ["BR-02", "BT-1", invoice.number, both("eine Rechnungsnummer", "an invoice number")],
    ["BR-03", "BT-2", invoice.issuedOn, both("ein Rechnungsdatum", "an issue date")],
    ["BR-04", "BT-3", invoice.type, both("einen Rechnungstyp", "an invoice type code")],
    ["BR-05", "BT-5", invoice.currency, both("eine Währung", "a currency")],
  ]);
  if ((invoice.lines ?? []).length > 0) return found;
  return [...found, tell("BR-16", "BG-25", "", both("mindestens eine Position", "at least one line"))];
}

function parties(invoice: Invoice): Breach[] {
  const { seller = {}, buyer = {}, delivery } = invoice;
  const scheme = both("das Schema der elektronischen Adresse", "the electronic address's scheme");
  return demanded([
    ["BR-06", "BT-27", seller.name, both("den Namen des Verkäufers", "the seller's name")],
    ["BR-07", "BT-44", buyer.name, both("den Namen des Käufers", "the buyer's name")],
    ...place(["BR-08", "BG-5", "BR-09", "BT-40"], seller.address, both("des Verkäufers", "of the seller")),
    ...place(["BR-10", "BG-8", "BR-11", "BT-55"], buyer.address, both("des Käufers", "of the buyer")),
    ...when<Demand>(seller.endpoint, ["BR-62", "BT-34", seller.endpointScheme, scheme]),
    ...when<Demand>(buyer.endpoint, ["BR-63", "BT-49", buyer.endpointScheme, scheme]),
    ...when<Demand>(delivery?.address, [
      "BR-57",
      "BT-80",
      countryOf(delivery?.address),
      both("das Land der Lieferung", "the country of delivery"),
    ]),
    ...others(invoice),
  ]);
}

function others({ payee, representative }: Invoice): readonly Demand[] {
  return [
    ...when<Demand>(payee, [
      "BR-17",
      "BT-59",
      payee?.name,
      both("den Namen des Zahlungsempfängers", "the payee's name"),
    ]),
    ...when<Demand>(
      representative,
      ["BR-18", "BT-62", representative?.name, both("den Namen des Steuervertreters", "the representative's name")],
      ...place(
        ["BR-19", "BG-12", "BR-20", "BT-69"],
        representative?.address,
        both("des Steuervertreters", "of the representative"),
      ),
      ["BR-56", "BT-63", representative?.vatId, both("die USt-IdNr. des Steuervertreters", "its VAT id")],
    ),
  ];
}

/** An address and its country; the names of the rules and terms come in this order too. */
function place(
  names: readonly [string, string, string, string],
  address: Address | undefined,
  whose: Both,
): readonly Demand[] {
  const [group, groupTerm, country, countryTerm] = names;
  return [
    [group, groupTerm, address && "said", both(`die Anschrift ${whose.de}`, `the address ${whose.en}`)],
    [country, countryTerm, countryOf(address), both(`das Land ${whose.de}`, `the country ${whose.en}`)],
  ];
}

function countryOf(address: Address | undefined): string | undefined {
  return address?.country;
}

function when<T>(condition: unknown, ...then: readonly T[]): readonly T[] {
  return condition === undefined ? [] : then;
}

function totals({ totals: sums }: Invoice): Breach[] {
  return demanded([
    ["BR-12", "BT-106", sums?.lines, both("die Summe der Positionen", "the sum of the lines")],
    ["BR-13", "BT-109", sums?.net, both("den Nettobetrag", "the total without VAT")],
    ["BR-14", "BT-112", sums?.gross, both("den Bruttobetrag", "the total with VAT")],
    ["BR-15", "BT-115", sums?.due, both("den Zahlbetrag", "the amount due")],
  ]);
}

function line(each: Line): Breach[] {
  const at = (term: string): string => (each.id === undefined ? term : `BG-25 ${each.id}, ${term}`);
  const found = demanded([
    ["BR-21", at("BT-126"), each.id, both("eine Positionsnummer", "a line id")],
    ["BR-22", at("BT-129"), each.quantity, both("eine Menge", "a quantity")],
    ["BR-23", at("BT-130"), each.unit, both("eine Einheit", "a unit")],
    ["BR-24", at("BT-131"), each.net, both("einen Nettobetrag", "a net amount")],
    ["BR-25", at("BT-153"), each.name, both("eine Bezeichnung", "an item name")],
    ["BR-26", at("BT-146"), each.price, both("einen Preis", "a price")],
    ["BR-CO-04", at("BT-151"), each.category, both("eine Steuerkategorie", "a VAT category")],
    ...when<Demand>(each.standardItem, [
      "BR-64",
      at("BT-157"),
      each.standardItemScheme,
      both("das Schema der Artikelnummer", "the item id's scheme"),
    ]),
  ]);
  for (const [rule, term, price] of [
    ["BR-27", "BT-146", each.price],
    ["BR-28", "BT-148", each.grossPrice],
  ] as const) {
    if (price?.trim().startsWith("-") === true)
      found.push(
        tell(rule, at(term), price, both("einen Preis, der nicht negativ ist", "a price that is not negative")),
      );
  }
  for (const { name, value } of each.attributes ?? []) {
    if (!isSaid(name) || !isSaid(value))
      found.push(
        tell("BR-54", at("BG-32"), name, both("Name und Wert des Merkmals", "name and value of the attribute")),
      );
  }
  return [...found, ...(each.adjustments ?? []).flatMap((adjustment) => lineAdjustment(adjustment, at))];
}

function lineAdjustment({ isCharge, amount, reason, reasonCode }: Adjustment, at: (term: string) => string): Breach[] {
  const [rules, term] = isCharge === "true" ? [["BR-43", "BR-44"], "BG-28"] : [["BR-41", "BR-42"], "BG-27"];
  return demanded([
    [rules[0] ?? "", at(term), amount, both("einen Betrag", "an amount")],
    [rules[1] ?? "", at(term), reason ?? reasonCode, both("einen Grund", "a reason")],
  ]);
}

function documentAdjustment({ isCharge, amount, category, reason, reasonCode }: Adjustment): Breach[] {
  const [rules, term] =
    isCharge === "true" ? [["BR-36", "BR-37", "BR-38"], "BG-21"] : [["BR-31", "BR-32", "BR-33"], "BG-20"];
  return demanded([
    [rules[0] ?? "", term, amount, both("einen Betrag", "an amount")],
    [rules[1] ?? "", term, category, both("eine Steuerkategorie", "a VAT category")],
    [rules[2] ?? "", term, reason ?? reasonCode, both("einen Grund", "a reason")],
  ]);
}

function breakdowns({ taxes = [] }: Invoice): Breach[] {
  const found = taxes.flatMap(({ base, amount, category, rate }) =>
    demanded([
      ["BR-45", "BT-116", base, both("die Bemessungsgrundlage", "the taxable amount")],
      ["BR-46", "BT-117", amount, both("den Steuerbetrag", "the tax amount")],
      ["BR-47", "BT-118", category, both("die Steuerkategorie", "the VAT category")],
      ...(category === "O" ? [] : [["BR-48", "BT-119", rate, both("den Steuersatz", "the VAT rate")] satisfies Demand]),
    ]),
  );
  if (taxes.length > 0) return found;
  return [tell("BR-CO-18", "BG-23", "", both("mindestens eine Steueraufschlüsselung", "at least one VAT breakdown"))];
}

function references({ preceding = [], payments = [] }: Invoice): Breach[] {
  return [
    ...preceding.flatMap(({ number }) =>
      need("BR-55", "BT-25", number, both("die Nummer der früheren Rechnung", "the preceding invoice's number")),
    ),
    ...payments.flatMap(({ code, iban, account }) => [
      ...need("BR-49", "BT-81", code, both("die Art der Zahlung", "the payment means")),
      ...((code === "30" || code === "58") && !isSaid(iban ?? account)
        ? [tell("BR-61", "BT-84", "", both("ein Konto für die Überweisung", "an account for the transfer"))]
        : []),
    ]),
  ];
}
