import type { Breach } from "../../breach.ts";
import { isDay } from "../../day.ts";
import {
  allowanceReasons,
  chargeReasons,
  countries,
  creditTypes,
  currencies,
  endpoints,
  exemptions,
  invoiceTypes,
  paymentMeans,
  units,
} from "../codes.ts";
import { decimal } from "../decimal.ts";
import type { Adjustment, Invoice, Line, Period } from "../model.ts";
import { amountOf, both, isSaid, tell, warn } from "./tell.ts";

/** What terms may say: codes of the lists, days that exist, numbers with as many decimals as money has. */
export function values(invoice: Invoice): Breach[] {
  return [...codes(invoice), ...dates(invoice), ...numbers(invoice), ...meaning(invoice)];
}

const categories = new Set(["S", "Z", "E", "AE", "K", "G", "O", "L", "M", "B"]);

function codes(invoice: Invoice): Breach[] {
  const { seller, buyer, representative, delivery, lines = [], taxes = [], payments = [], adjustments = [] } = invoice;
  const addresses = [
    ["BT-40", seller?.address],
    ["BT-55", buyer?.address],
    ["BT-69", representative?.address],
    ["BT-80", delivery?.address],
  ] as const;
  return [
    ...listed("BR-CL-01", "BT-3", invoice.type, new Set([...invoiceTypes, ...creditTypes])),
    ...listed("BR-CL-04", "BT-5", invoice.currency, currencies),
    ...listed("BR-CL-05", "BT-6", invoice.taxCurrency, currencies),
    ...addresses.flatMap(([term, address]) => listed("BR-CL-14", term, address?.country, countries)),
    ...payments.flatMap(({ code }) => listed("BR-CL-16", "BT-81", code, paymentMeans)),
    ...[...lines, ...adjustments].flatMap(({ category }) => listed("BR-CL-18", "BT-151", category, categories)),
    ...taxes.flatMap(({ category, reasonCode }) => [
      ...listed("BR-CL-17", "BT-118", category, categories),
      ...listed("BR-CL-22", "BT-121", reasonCode?.toUpperCase(), exemptions),
    ]),
    ...[...adjustments, ...lines.flatMap((line) => line.adjustments ?? [])].flatMap(reasonCodes),
    ...lines.flatMap(({ unit, baseUnit }) =>
      [unit, baseUnit].flatMap((code) => listed("BR-CL-23", "BT-130", code, units)),
    ),
    ...[seller, buyer].flatMap((party) => listed("BR-CL-25", "BT-34/BT-49", party?.endpointScheme, endpoints)),
  ];
}

function reasonCodes({ isCharge, reasonCode }: Adjustment): Breach[] {
  return isCharge === "true"
    ? listed("BR-CL-20", "BT-105/BT-145", reasonCode, chargeReasons)
    : listed("BR-CL-19", "BT-98/BT-140", reasonCode, allowanceReasons);
}

function listed(rule: string, term: string, code: string | undefined, list: ReadonlySet<string>): Breach[] {
  if (!isSaid(code) || list.has(code)) return [];
  const examples = [...list].slice(0, 3).join(", ");
  return [tell(rule, term, code, both(`einen Code der Liste (${examples} …)`, `a code of the list (${examples} …)`))];
}

function dates(invoice: Invoice): Breach[] {
  const { issuedOn, dueOn, taxPointOn, delivery, period, lines = [], preceding = [] } = invoice;
  const days: readonly (readonly [string, string | undefined])[] = [
    ["BT-2", issuedOn],
    ["BT-9", dueOn],
    ["BT-7", taxPointOn],
    ["BT-72", delivery?.on],
    ["BT-73", period?.from],
    ["BT-74", period?.to],
    ...lines.flatMap((line) => [["BT-134", line.period?.from] as const, ["BT-135", line.period?.to] as const]),
    ...preceding.map((each) => ["BT-26", each.issuedOn] as const),
  ];
  return [
    ...days
      .filter(([, day]) => day !== undefined && !isDay(day))
      .map(([term, day]) => tell("xsd.date", term, day, both("einen Tag, den es gibt", "a day that exists"))),
    ...ordered("BR-29", "BT-74", period),
    ...lines.flatMap((line) => ordered("BR-30", `BG-25 ${line.id ?? ""}, BT-135`, line.period)),
  ];
}

function ordered(rule: string, term: string, period: Period | undefined): Breach[] {
  if (period?.from === undefined || period.to === undefined || period.to >= period.from) return [];
  return [tell(rule, term, period.to, both(`nicht vor ${period.from}`, `not before ${period.from}`))];
}

type Amount = readonly [rule: string, term: string, value: string | undefined];

function numbers(invoice: Invoice): Breach[] {
  const { totals = {}, taxes = [], lines = [], adjustments = [] } = invoice;
  const money: readonly Amount[] = [
    ["BR-DEC-09", "BT-106", totals.lines],
    ["BR-DEC-10", "BT-107", totals.allowances],
    ["BR-DEC-11", "BT-108", totals.charges],
    ["BR-DEC-12", "BT-109", totals.net],
    ["BR-DEC-13", "BT-110", totals.vat],
    ["BR-DEC-14", "BT-112", totals.gross],
    ["BR-DEC-16", "BT-113", totals.paid],
    ["BR-DEC-17", "BT-114", totals.rounding],
    ["BR-DEC-18", "BT-115", totals.due],
    ...taxes.flatMap(({ base, amount }) => [
      ["BR-DEC-19", "BT-116", base] as const,
      ["BR-DEC-20", "BT-117", amount] as const,
    ]),
    ...lines.map(({ id, net }) => ["BR-DEC-23", `BG-25 ${id ?? ""}, BT-131`, net] as const),
    ...adjustments.flatMap((each) => adjustmentMoney(each, ["BR-DEC-01", "BR-DEC-02", "BR-DEC-05", "BR-DEC-06"])),
    ...lines.flatMap((line) =>
      (line.adjustments ?? []).flatMap((each) =>
        adjustmentMoney(each, ["BR-DEC-24", "BR-DEC-25", "BR-DEC-27", "BR-DEC-28"]),
      ),
    ),
  ];
  const rates = [...taxes, ...adjustments].map(({ rate }) => ["", "BT-119", rate] as const);
  const others: readonly Amount[] = [...lines.flatMap((line) => numbersOf(line)), ...rates];
  return [...money, ...others].flatMap(([rule, term, value]) => numeric(rule, term, value));
}

function adjustmentMoney(
  { isCharge, amount, base }: Adjustment,
  rules: readonly [string, string, string, string],
): Amount[] {
  const from = isCharge === "true" ? 2 : 0;
  const term = isCharge === "true" ? "BG-21/BG-28" : "BG-20/BG-27";
  return [
    [rules[from], term, amount],
    [rules[(from + 1) as 1 | 3], term, base],
  ];
}

function numbersOf({ id, quantity, price, grossPrice, baseQuantity, rate }: Line): Amount[] {
  const at = (term: string): string => `BG-25 ${id ?? ""}, ${term}`;
  return [
    ["", at("BT-129"), quantity],
    ["", at("BT-146"), price],
    ["", at("BT-148"), grossPrice],
    ["", at("BT-149"), baseQuantity],
    ["", at("BT-152"), rate],
  ];
}

function numeric(rule: string, term: string, value: string | undefined): Breach[] {
  if (value === undefined) return [];
  if (decimal(value) === null)
    return [tell("xsd.decimal", term, value, both("eine Zahl wie 1190.00", "a number as 1190.00"))];
  if (rule === "" || !/\.\d{3,}\s*$/.test(value)) return [];
  return [tell(rule, term, value, both("höchstens zwei Nachkommastellen", "at most two decimals"))];
}

function meaning(invoice: Invoice): Breach[] {
  const { issuedOn, dueOn, period, lines = [] } = invoice;
  const found = [...vatIds(invoice), ...due(invoice)];
  if (period !== undefined && period.from === undefined && period.to === undefined)
    found.push(tell("BR-CO-19", "BG-14", "", both("einen Anfang oder ein Ende", "a beginning or an end")));
  if (dueOn !== undefined && issuedOn !== undefined && dueOn < issuedOn)
    found.push(warn("due", "BT-9", dueOn, both("nicht vor dem Rechnungsdatum", "not before the issue date")));
  const ids = lines.map(({ id }) => id).filter(isSaid);
  if (new Set(ids).size < ids.length)
    found.push(warn("lineIds", "BT-126", "", both("jede Positionsnummer nur einmal", "each line id only once")));
  return found;
}

function vatIds({ seller, buyer, representative }: Invoice): Breach[] {
  const ids = [
    ["BT-31", seller?.vatId],
    ["BT-48", buyer?.vatId],
    ["BT-63", representative?.vatId],
  ] as const;
  const expected = both("eine USt-IdNr. mit Landeskürzel davor", "a VAT id that begins with its country");
  const found = ids
    .filter(([, id]) => isSaid(id) && !countries.has(id.slice(0, 2)) && !id.startsWith("EL"))
    .map(([term, id]) => tell("BR-CO-09", term, id, expected));
  if ([seller?.vatId, seller?.legalId, ...(seller?.ids ?? []).map(({ id }) => id)].some(isSaid)) return found;
  return [...found, tell("BR-CO-26", "BG-4", "", both("eine Kennung des Verkäufers", "an identifier of the seller"))];
}

/** What is to be paid says until when; a credit note is paid by whoever wrote it. */
function due({ totals, type, dueOn, terms, payments = [] }: Invoice): Breach[] {
  const found = payments
    .filter(({ iban }) => isSaid(iban) && /^[A-Z]{2}\d{2}/.test(iban) && !isIban(iban))
    .map(({ iban }) => warn("iban", "BT-84", iban, both("eine IBAN mit richtiger Prüfziffer", "right check digits")));
  if (amountOf(totals?.due) <= 0n || creditTypes.has(type ?? "") || isSaid(dueOn) || isSaid(terms)) return found;
  const expected = both("eine Fälligkeit oder Zahlungsbedingungen", "a due date or payment terms");
  return [...found, tell("BR-CO-25", "BT-9", "", expected)];
}

/** Whether the check digits of an IBAN are right (ISO 13616, mod 97). */
export function isIban(text: string): boolean {
  const iban = text.replaceAll(/\s/g, "").toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(iban)) return false;
  const digits = Array.from(iban.slice(4) + iban.slice(0, 4), (each) => Number.parseInt(each, 36)).join("");
  return BigInt(digits) % 97n === 1n;
}
