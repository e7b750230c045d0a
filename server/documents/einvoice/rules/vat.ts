import type { Both, Breach } from "../../breach.ts";
import { memberStates } from "../../europe.ts";
import { total } from "../decimal.ts";
import type { Invoice, TaxBreakdown } from "../model.ts";
import { amountOf, both, isSaid, tell, warn } from "./tell.ts";

/** Something that is taxed: a line, or an allowance or charge of the document. */
interface Taxed {
  readonly kind: "line" | "allowance" | "charge";
  readonly term: string;
  readonly category: string;
  readonly rate: string | undefined;
  /** What it adds to its category's base, as a decimal. */
  readonly amount: bigint;
}

/** What a VAT category demands: of the parties, of rates, and of its breakdown. */
interface Category {
  readonly code: string;
  /** As its rules are named: BR-AE-02. */
  readonly rules: string;
  readonly rate: "positive" | "zero" | "absent" | "any";
  readonly reason: "needed" | "forbidden" | "free";
  readonly parties: (invoice: Invoice) => Both | null;
}

const sellerIds = both("eine USt-IdNr. oder Steuernummer des Verkäufers", "the seller's VAT id or tax number");
const vatIds = both("die USt-IdNr. des Verkäufers", "the seller's VAT id");

const sellerIsKnown = ({ seller, representative }: Invoice): boolean =>
  isSaid(seller?.vatId) || isSaid(seller?.taxNumber) || isSaid(representative?.vatId);
const sellerHasVat = ({ seller, representative }: Invoice): boolean =>
  isSaid(seller?.vatId) || isSaid(representative?.vatId);
const knownSeller = (invoice: Invoice): Both | null => (sellerIsKnown(invoice) ? null : sellerIds);

function reverseCharge(invoice: Invoice): Both | null {
  if (!sellerIsKnown(invoice)) return sellerIds;
  if (isSaid(invoice.buyer?.vatId) || isSaid(invoice.buyer?.legalId)) return null;
  return both("die USt-IdNr. des Käufers", "the buyer's VAT id");
}

function withinEu(invoice: Invoice): Both | null {
  if (!sellerHasVat(invoice)) return vatIds;
  return isSaid(invoice.buyer?.vatId) ? null : both("die USt-IdNr. des Käufers", "the buyer's VAT id");
}

function outside({ seller, buyer, representative }: Invoice): Both | null {
  if ([seller?.vatId, buyer?.vatId, representative?.vatId].some(isSaid))
    return both("keine USt-IdNr., da nichts steuerbar ist", "no VAT ids, since nothing is subject to VAT");
  return null;
}

const categories: readonly Category[] = [
  { code: "S", rules: "BR-S", rate: "positive", reason: "forbidden", parties: knownSeller },
  { code: "Z", rules: "BR-Z", rate: "zero", reason: "forbidden", parties: knownSeller },
  { code: "E", rules: "BR-E", rate: "zero", reason: "needed", parties: knownSeller },
  { code: "AE", rules: "BR-AE", rate: "zero", reason: "needed", parties: reverseCharge },
  { code: "K", rules: "BR-IC", rate: "zero", reason: "needed", parties: withinEu },
  {
    code: "G",
    rules: "BR-G",
    rate: "zero",
    reason: "needed",
    parties: (invoice) => (sellerHasVat(invoice) ? null : vatIds),
  },
  { code: "O", rules: "BR-O", rate: "absent", reason: "needed", parties: outside },
  { code: "L", rules: "BR-AF", rate: "any", reason: "forbidden", parties: knownSeller },
  { code: "M", rules: "BR-AG", rate: "any", reason: "forbidden", parties: knownSeller },
];

/** The rules of the VAT categories (EN 16931-1, BR-S-01 to BR-O-14). */
export function vat(invoice: Invoice): Breach[] {
  const taxed = taxedOf(invoice);
  return [
    ...categories.flatMap((category) => judge(category, invoice, taxed)),
    ...onlyOutside(invoice, taxed),
    ...supply(invoice),
    ...doubtful(invoice),
  ];
}

function taxedOf({ lines = [], adjustments = [] }: Invoice): Taxed[] {
  return [
    ...lines.map(({ id, category = "", rate, net }) => ({
      kind: "line" as const,
      term: `BG-25 ${id ?? ""}, BT-152`,
      category,
      rate,
      amount: amountOf(net),
    })),
    ...adjustments.map(({ isCharge, category = "", rate, amount }) =>
      isCharge === "true"
        ? { kind: "charge" as const, term: "BT-103", category, rate, amount: amountOf(amount) }
        : { kind: "allowance" as const, term: "BT-96", category, rate, amount: -amountOf(amount) },
    ),
  ];
}

function judge(category: Category, invoice: Invoice, all: readonly Taxed[]): Breach[] {
  const taxed = all.filter((each) => each.category === category.code);
  const breakdowns = (invoice.taxes ?? []).filter((each) => each.category === category.code);
  return [
    ...counts(category, taxed, breakdowns),
    ...parties(category, invoice, taxed),
    ...taxed.flatMap((each) => rates(category, each)),
    ...breakdowns.flatMap((each) => breakdown(category, each, taxed)),
  ];
}

/** Each category has its breakdown; only categories with rates have several, one for each rate. */
function counts(
  { code, rules, rate: kind }: Category,
  taxed: readonly Taxed[],
  found: readonly TaxBreakdown[],
): Breach[] {
  const isMany = kind === "positive" || kind === "any";
  const isRight = taxed.length > 0 ? found.length > 0 && (isMany || found.length === 1) : found.length === 0;
  if (isRight) return [];
  const name = both(
    taxed.length > 0
      ? `eine Steueraufschlüsselung für ${code}`
      : `keine Steueraufschlüsselung für ${code} ohne Positionen`,
    taxed.length > 0 ? `one VAT breakdown for ${code}` : `no VAT breakdown for ${code} without lines`,
  );
  return [tell(`${rules}-01`, "BG-23", found.length === 0 ? "" : code, name)];
}

const partyRules = { line: "02", allowance: "03", charge: "04" } as const;
const rateRules = { line: "05", allowance: "06", charge: "07" } as const;

function parties({ rules, parties: judgement }: Category, invoice: Invoice, taxed: readonly Taxed[]): Breach[] {
  const expected = judgement(invoice);
  if (expected === null) return [];
  const kinds = new Set(taxed.map(({ kind }) => kind));
  return [...kinds].map((kind) => tell(`${rules}-${partyRules[kind]}`, "BT-31", invoice.seller?.vatId, expected));
}

function rates({ rules, rate: kind }: Category, { kind: of, term, rate: value }: Taxed): Breach[] {
  const number = amountOf(value);
  switch (kind) {
    case "any":
      return [];
    case "positive":
      return isSaid(value) && number > 0n
        ? []
        : [tell(`${rules}-${rateRules[of]}`, term, value, both("einen Steuersatz über null", "a VAT rate above zero"))];
    case "zero":
      return isSaid(value) && number === 0n
        ? []
        : [tell(`${rules}-${rateRules[of]}`, term, value, both("den Steuersatz 0", "the VAT rate 0"))];
    case "absent":
      return isSaid(value)
        ? [tell(`${rules}-${rateRules[of]}`, term, value, both("keinen Steuersatz", "no VAT rate"))]
        : [];
  }
}

function breakdown(category: Category, found: TaxBreakdown, taxed: readonly Taxed[]): Breach[] {
  return [...baseAndAmount(category, found, taxed), ...reasons(category, found)];
}

function baseAndAmount({ code, rules, rate: kind }: Category, found: TaxBreakdown, taxed: readonly Taxed[]): Breach[] {
  const { base, amount, rate: percent } = found;
  const isMany = kind === "positive" || kind === "any";
  const own = taxed.filter((each) => !isMany || amountOf(each.rate) === amountOf(percent));
  const off = total(own.map((each) => each.amount)) - amountOf(base);
  const sum = both("die Summe der Positionen dieser Kategorie", "the sum of this category's lines");
  // the artefacts leave one unit of currency to either side for rates, so that lines may be rounded
  const isOff = isMany ? (off < 0n ? -off : off) >= amountOf("1") : off !== 0n;
  return [
    ...(isOff ? [tell(`${rules}-08`, `BT-116 ${code}`, base, sum)] : []),
    ...(!isMany && amountOf(amount) !== 0n
      ? [tell(`${rules}-09`, `BT-117 ${code}`, amount, both("keine Steuer", "no VAT"))]
      : []),
  ];
}

function reasons({ code, rules, reason: kind }: Category, { reason, reasonCode }: TaxBreakdown): Breach[] {
  const hasReason = isSaid(reason) || isSaid(reasonCode);
  if (kind === "free" || hasReason === (kind === "needed")) return [];
  const expected = hasReason
    ? both("keinen Befreiungsgrund", "no exemption reason")
    : both("einen Grund, warum keine Steuer anfällt", "a reason why no VAT is due");
  return [tell(`${rules}-10`, `BT-120 ${code}`, reason ?? reasonCode, expected)];
}

/** What is outside the scope of VAT shares its invoice with nothing else. */
function onlyOutside({ taxes = [] }: Invoice, taxed: readonly Taxed[]): Breach[] {
  if (!taxes.some(({ category }) => category === "O")) return [];
  const rules = { line: "12", allowance: "13", charge: "14" } as const;
  const others = taxed.filter(({ category }) => category !== "O");
  const expected = both("nur die Kategorie O", "the category O only");
  return [
    ...(taxes.length > 1 ? [tell("BR-O-11", "BG-23", String(taxes.length), expected)] : []),
    ...[...new Set(others.map(({ kind }) => kind))].map((kind) => tell(`BR-O-${rules[kind]}`, "BT-151", "", expected)),
  ];
}

/** Between two countries of the EU hardly anything is outside the scope of VAT: a service to a business there is a reverse charge. */
function doubtful({ taxes = [], seller, buyer }: Invoice): Breach[] {
  const [from = "", to = ""] = [seller?.address?.country, buyer?.address?.country];
  const isBetween = from !== to && memberStates.has(from) && memberStates.has(to);
  if (!isBetween || !taxes.some(({ category }) => category === "O")) return [];
  const expected = both(
    "zwischen zwei EU-Ländern die Kategorie AE (Steuerschuldnerschaft des Leistungsempfängers)",
    "the category AE (reverse charge) between two countries of the EU",
  );
  return [warn("reverseCharge", "BT-118", "O", expected)];
}

/** A supply within the EU says when and whereto. */
function supply({ taxes = [], delivery, period }: Invoice): Breach[] {
  if (!taxes.some(({ category }) => category === "K")) return [];
  return [
    ...(isSaid(delivery?.on) || period !== undefined
      ? []
      : [
          tell(
            "BR-IC-11",
            "BT-72",
            "",
            both("den Tag der Lieferung oder den Zeitraum", "the day of delivery or the period"),
          ),
        ]),
    ...(isSaid(delivery?.address?.country)
      ? []
      : [tell("BR-IC-12", "BT-80", "", both("das Land der Lieferung", "the country of delivery"))]),
  ];
}
