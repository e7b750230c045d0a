import type { Breach } from "../breach.ts";
import { isDay } from "../day.ts";
import type { XmlElement } from "../xml/parse.ts";
import { countries, currencies } from "./codes.ts";
import { over, rounded, shown, times, total } from "./decimal.ts";
import type { Decimal } from "./decimal.ts";
import { attributes, contents, texts, types } from "./ebInterfaceSchema.ts";
import { amountOf, both, tell, warn } from "./rules/tell.ts";

const textType: ReadonlyMap<string, string> = new Map(
  Object.entries(texts).flatMap(([type, names]) => names.split(" ").map((name) => [name, type] as const)),
);

/** What is wrong with an ebInterface 6.1 document: by its schema, and in what has to add up. */
export function checkEbInterface(root: XmlElement): Breach[] {
  const structure = element(root);
  return structure.length > 0 ? structure : [...sums(root), ...codes(root)];
}

function element(each: XmlElement): Breach[] {
  const name = local(each);
  const own = [...attributesOf(each, name), ...textOf(each, name), ...childrenOf(each, name)];
  return [
    ...own,
    ...each.children.filter((child) => local(child) in contents || textType.has(local(child))).flatMap(element),
  ];
}

function local({ name }: XmlElement): string {
  return name.startsWith("eb:") ? name.slice(3) : name;
}

function at(each: XmlElement, rule: string, value: string, expected: Breach["expected"]): Breach {
  return { severity: "error", rule, place: { line: each.line, name: local(each) }, value, expected };
}

function attributesOf(each: XmlElement, name: string): Breach[] {
  const known = attributes[name] ?? {};
  const declared = Object.entries(known).flatMap(([attribute, type]) => {
    const value = each.attributes[attribute];
    const expected = types[type.replace("!", "")];
    if (value === undefined)
      return type.endsWith("!")
        ? [at(each, "xsd.attribute", "", both(`ein Attribut ${attribute}`, `an attribute ${attribute}`))]
        : [];
    return expected === undefined || expected.pattern.test(value)
      ? []
      : [at(each, `xsd.${attribute}`, value, expected.expected)];
  });
  const unknown = Object.keys(each.attributes).filter((attribute) => !(attribute in known) && !attribute.includes(":"));
  return [
    ...declared,
    ...unknown.map((attribute) =>
      at(each, "xsd.attribute", attribute, both("nur Attribute des Schemas", "only attributes of the schema")),
    ),
  ];
}

function textOf(each: XmlElement, name: string): Breach[] {
  const type = types[textType.get(name) ?? ""];
  if (type === undefined) return [];
  if (each.children.length > 0) return [at(each, "xsd.content", local(each), both("nur Text", "text only"))];
  if (!type.pattern.test(each.text)) return [at(each, `xsd.${name}`, each.text, type.expected)];
  const isDate = textType.get(name) === "date";
  if (isDate && !isDay(each.text.trim().slice(0, 10)))
    return [at(each, `xsd.${name}`, each.text, both("einen Tag, den es gibt", "a day that exists"))];
  return [];
}

/** Children against the content model, which becomes an expression over their names. */
function childrenOf(each: XmlElement, name: string): Breach[] {
  const model = contents[name];
  if (model === undefined || model === "ANY") return [];
  const names = each.children.map(local);
  if (matches(model, names)) return [];
  const allowed = new Set(model.match(/[A-Za-z]+/g) ?? []);
  const unknown = names.filter((child) => !allowed.has(child));
  if (unknown.length > 0)
    return unknown.map((child) =>
      at(each, "xsd.unknown", child, both(`nur ${[...allowed].join(", ")}`, `only ${[...allowed].join(", ")}`)),
    );
  const needed = (model.match(/(?<![(|])\b[A-Za-z]+\b(?![?*|)])/g) ?? []).filter((child) => !names.includes(child));
  if (needed.length > 0)
    return needed.map((child) => at(each, "xsd.missing", "", both(`ein Element ${child}`, `an element ${child}`)));
  return [at(each, "xsd.order", names.join(" "), both(`die Folge ${model}`, `the sequence ${model}`))];
}

function matches(model: string, names: readonly string[]): boolean {
  const source = model
    .split(" ")
    .map((part) => part.replaceAll(/[A-Za-z]+/g, (word) => `(?:${word} )`))
    .join("");
  return new RegExp(`^(?:${source})$`).test(names.map((each) => `${each} `).join(""));
}

const inside = (each: XmlElement | undefined, ...path: readonly string[]): XmlElement[] =>
  path.reduce<XmlElement[]>(
    (found, step) => found.flatMap(({ children }) => children.filter((child) => local(child) === step)),
    each === undefined ? [] : [each],
  );

const amount = (each: XmlElement | undefined, ...path: readonly string[]): Decimal =>
  amountOf(inside(each, ...path)[0]?.text);

function sums(root: XmlElement): Breach[] {
  const items = inside(root, "Details", "ItemList", "ListLineItem");
  const taxes = inside(root, "Tax", "TaxItem");
  const other = total(inside(root, "Tax", "OtherTax").map((each) => amount(each, "TaxAmount")));
  const below = total(inside(root, "Details", "BelowTheLineItem").map((each) => amount(each, "LineItemAmount")));
  const gross = total(taxes.map((each) => amount(each, "TaxableAmount") + taxOf(each))) + other;
  const payable =
    amount(root, "TotalGrossAmount") - amount(root, "PrepaidAmount") + amount(root, "RoundingAmount") + below;
  return [
    ...items.flatMap(lineAmount),
    ...taxes.flatMap(taxAmount),
    ...bases(root, items, taxes),
    ...equal(root, "TotalGrossAmount", gross),
    ...equal(root, "PayableAmount", payable),
  ];
}

function taxOf(item: XmlElement): Decimal {
  const [given] = inside(item, "TaxAmount");
  if (given !== undefined) return amountOf(given.text);
  return percentOf(amount(item, "TaxableAmount"), amount(item, "TaxPercent"));
}

function percentOf(base: Decimal, percent: Decimal): Decimal {
  return rounded(over(times(base, percent), amountOf("100")) ?? 0n);
}

function equal(within: XmlElement, name: string, sum: Decimal): Breach[] {
  const [found] = inside(within, name);
  if (found === undefined || amountOf(found.text) === sum) return [];
  return [at(found, "ebInterface.sum", found.text, both(shown(sum), shown(sum)))];
}

/** Each line comes to its quantity times its price, less and plus what is said of it. */
function lineAmount(line: XmlElement): Breach[] {
  const [price] = inside(line, "UnitPrice");
  const base = amountOf(price?.attributes["BaseQuantity"] ?? "1");
  const product = over(times(amount(line, "Quantity"), amountOf(price?.text)), base) ?? 0n;
  const [details] = inside(line, "ReductionAndSurchargeListLineItemDetails");
  const changes = (name: string): Decimal => total(inside(details, name).map((each) => amount(each, "Amount")));
  const sum = rounded(product) - changes("ReductionListLineItem") + changes("SurchargeListLineItem");
  const off = sum - amount(line, "LineItemAmount");
  if ((off < 0n ? -off : off) <= amountOf("0.02")) return [];
  return equal(line, "LineItemAmount", sum);
}

function taxAmount(item: XmlElement): Breach[] {
  const [given] = inside(item, "TaxAmount");
  const tax = percentOf(amount(item, "TaxableAmount"), amount(item, "TaxPercent"));
  if (given === undefined) return [];
  const off = tax - amountOf(given.text);
  return (off < 0n ? -off : off) <= amountOf("0.02")
    ? []
    : [at(given, "ebInterface.tax", given.text, both(shown(tax), shown(tax)))];
}

/** The lines of each category and rate, less and plus what is said of the document, are what is taxed. */
function bases(root: XmlElement, items: readonly XmlElement[], taxes: readonly XmlElement[]): Breach[] {
  const [details] = inside(root, "ReductionAndSurchargeDetails");
  const taxed = [
    ...items.map((each) => [rateOf(each), amount(each, "LineItemAmount")] as const),
    ...inside(details, "Reduction").map((each) => [rateOf(each), -amount(each, "Amount")] as const),
    ...inside(details, "Surcharge").map((each) => [rateOf(each), amount(each, "Amount")] as const),
  ];
  if (inside(details, "OtherVATableTax").length > 0) return [];
  return taxes.flatMap((item) => {
    const [percent] = inside(item, "TaxPercent");
    const key = keyOf(percent);
    return equal(item, "TaxableAmount", total(taxed.filter(([rate]) => rate === key).map(([, sum]) => sum)));
  });
}

function rateOf(each: XmlElement): string {
  return keyOf(inside(each, "TaxItem", "TaxPercent")[0]);
}

function keyOf(percent: XmlElement | undefined): string {
  return `${percent?.attributes["TaxCategoryCode"] ?? ""} ${amountOf(percent?.text)}`;
}

function codes(root: XmlElement): Breach[] {
  const currency = root.attributes["InvoiceCurrency"] ?? "";
  const found: Breach[] = [];
  if (!currencies.has(currency))
    found.push(
      tell("ebInterface.currency", "InvoiceCurrency", currency, both("eine Währung wie EUR", "a currency as EUR")),
    );
  for (const side of ["Biller", "InvoiceRecipient"]) {
    const country = inside(root, side, "Address", "Country")[0]?.attributes["CountryCode"];
    if (country !== undefined && !countries.has(country))
      found.push(
        tell("ebInterface.country", `${side} CountryCode`, country, both("ein Land wie AT", "a country as AT")),
      );
  }
  if (
    inside(root, "Delivery").length === 0 &&
    inside(root, "Details", "ItemList", "ListLineItem", "Delivery").length === 0
  )
    found.push(
      warn(
        "ebInterface.delivery",
        "Delivery",
        "",
        both("einen Liefertag oder Zeitraum (§ 11 UStG)", "a day or period of delivery"),
      ),
    );
  if (inside(root, "InvoiceRecipient", "OrderReference", "OrderID").length === 0)
    found.push(
      warn(
        "ebInterface.order",
        "OrderReference",
        "",
        both("eine Auftragsreferenz, die der Bund verlangt", "an order reference, which the federation demands"),
      ),
    );
  return found;
}
