import { Refusal } from "../../base/refusal.ts";
import type { Both } from "../../documents/breach.ts";
import { plainHeading, readCsv } from "../csv.ts";
import { decimalsOf, readNumber } from "../../base/readNumber.ts";
import type { PriceList } from "./priceLists.ts";

/** More rows than any price list has. */
const mostRows = 5000;

/** The columns we understand, by their names in German and English lists, in small letters without blanks and marks. */
const columns = {
  sku: ["sku", "artikel", "artikelnummer", "artikelnr", "nummer", "number", "productnumber", "partnumber"],
  minQty: ["minqty", "abmenge", "ab", "menge", "quantity", "fromquantity"],
  price: [
    "price",
    "preis",
    "verkauf",
    "verkaufspreis",
    "vk",
    "vkpreis",
    "netto",
    "salesprice",
    "unitprice",
    "listprice",
  ],
  cost: ["cost", "einkauf", "einkaufspreis", "ek", "ekpreis", "purchaseprice", "costprice"],
  currency: ["currency", "währung"],
} as const;
type Column = keyof typeof columns;

/** What our own export tells besides, for people; it belongs to the product. */
const forPeople = ["name", "bezeichnung", "product", "produkt", "tax", "steuer", "margin", "marge", "spanne"];

/** A price as a line of a file tells it. Money in cents. */
export interface FiledPrice {
  readonly line: number;
  readonly sku: string;
  readonly minQty: number;
  readonly unitPriceCents: number;
  /** Null: the line tells none. */
  readonly costCents: number | null;
}

/** A line that could not be read, and why. */
export interface LineMistake {
  readonly line: number;
  readonly sku: string;
  readonly message: Both;
}

/** A price list as a file tells it. */
export interface PriceFile {
  readonly prices: readonly FiledPrice[];
  readonly mistakes: readonly LineMistake[];
  /** Columns that nobody knows. */
  readonly ignored: readonly string[];
}

/**
 * Reads a price list: CSV with a line of names; comma, semicolon or tab; numbers as `1.234,56` and `1,234.56`. A line that
 * cannot be read holds up no other.
 *
 * @throws {Refusal} `priceList.file` no article or no price in the first line, or too many lines
 */
export function readPriceFile(bytes: Buffer, { currency }: Pick<PriceList, "currency">): PriceFile {
  const [head, ...lines] = readCsv(bytes);
  const names = (head?.cells ?? []).map((name) => name.replace(/^\uFEFF/, "").trim());
  const keys = names.map(keyOf);
  if (!keys.includes("sku") || !keys.includes("price"))
    throw new Refusal(
      "unprocessable",
      "priceList.file",
      "Expected columns such as Artikel and Preis (or sku and price) in the first line, but there are not both",
    );
  if (lines.length > mostRows)
    throw new Refusal(
      "tooLarge",
      "priceList.file",
      `Expected at most ${mostRows} lines, but there are ${lines.length}`,
    );
  const read = lines.map(({ line, cells }) => priceOf({ line, told: toldIn(keys, cells) }, currency));
  const prices = read.filter((each) => "unitPriceCents" in each);
  const { once, twice } = apart(prices);
  return {
    prices: once,
    mistakes: [...read.filter((each) => "message" in each), ...twice].toSorted((a, b) => a.line - b.line),
    ignored: names.filter((name, index) => name !== "" && keys[index] === undefined && !isForPeople(name)),
  };
}

function keyOf(name: string): Column | undefined {
  const plain = plainHeading(name);
  return (Object.keys(columns) as Column[]) // the keys of a constant
    .find((key) => (columns[key] as readonly string[]).includes(plain));
}

function isForPeople(name: string): boolean {
  return forPeople.includes(plainHeading(name).replaceAll("%", ""));
}

type Told = Readonly<Record<Column, string>>;

const untold: Told = { sku: "", minQty: "", price: "", cost: "", currency: "" };

function toldIn(keys: readonly (Column | undefined)[], cells: readonly string[]): Told {
  const found = keys.flatMap((key, index) => (key === undefined ? [] : [[key, cells[index]?.trim() ?? ""]]));
  return { ...untold, ...Object.fromEntries(found) };
}

function priceOf({ line, told }: { line: number; told: Told }, currency: string): FiledPrice | LineMistake {
  const { sku } = told;
  if (sku === "") return { line, sku, message: { de: "Es fehlt der Artikel.", en: "The product is missing." } };
  if (told.currency !== "" && told.currency.toUpperCase() !== currency) {
    const message = {
      de: `Die Liste ist in ${currency}, diese Zeile in ${told.currency}.`,
      en: `The list is in ${currency}, this line in ${told.currency}.`,
    };
    return { line, sku, message };
  }
  const price = centsOf(told.price, { de: "Preis", en: "price" });
  const cost = told.cost === "" ? null : centsOf(told.cost, { de: "Einkauf", en: "cost" });
  const minQty = told.minQty === "" ? 0 : numberOf(told.minQty, "decimal", { de: "Ab Menge", en: "from quantity" });
  for (const read of [price, cost, minQty])
    if (read !== null && typeof read !== "number") return { line, sku, message: read };
  // what is no number was told just before
  return { line, sku, minQty: minQty as number, unitPriceCents: price as number, costCents: cost as number | null };
}

function centsOf(text: string, what: Both): number | Both {
  const amount = numberOf(text, "money", what);
  if (typeof amount !== "number") return amount;
  const cents = Math.round(amount * 100);
  return cents <= 1_000_000_000
    ? cents
    : { de: `${what.de}: „${text}“ ist zu viel.`, en: `${what.en}: “${text}” is too much.` };
}

function numberOf(text: string, kind: "money" | "decimal", what: Both): number | Both {
  const number = readNumber(text, kind);
  if (typeof number === "number" && number >= 0) return number;
  if (number === "ambiguous")
    return {
      de: `${what.de}: „${text}“ kann zweierlei heißen; schreiben Sie etwa 1.234,00 oder 1,23.`,
      en: `${what.en}: “${text}” can mean two things; write 1,234.00 or 1.23, for one.`,
    };
  if (number === "decimals")
    return {
      de: `${what.de}: erwartet werden höchstens ${decimalsOf[kind]} Stellen nach dem Komma, da steht „${text}“.`,
      en: `${what.en}: expected at most ${decimalsOf[kind]} decimals, but it is “${text}”.`,
    };
  return {
    de: `${what.de}: erwartet wird eine Zahl wie 1.234,56, da steht ${text === "" ? "nichts" : `„${text}“`}.`,
    en: `${what.en}: expected a number such as 1,234.56, but it is ${text === "" ? "nothing" : `“${text}”`}.`,
  };
}

/** A price that stands twice is told, not silently taken from the last line. */
function apart(prices: readonly FiledPrice[]): { once: FiledPrice[]; twice: LineMistake[] } {
  const seen = new Map<string, number>();
  const once: FiledPrice[] = [];
  const twice: LineMistake[] = [];
  for (const price of prices) {
    const place = `${price.sku}\n${price.minQty}`;
    const first = seen.get(place);
    if (first === undefined) once.push(price);
    else
      twice.push({
        line: price.line,
        sku: price.sku,
        message: {
          de: `Steht schon in Zeile ${first}, mit derselben Menge.`,
          en: `Stands in line ${first} already, with the same quantity.`,
        },
      });
    if (first === undefined) seen.set(place, price.line);
  }
  return { once, twice };
}
