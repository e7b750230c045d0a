import type { Party } from "../einvoice/model.ts";
import type { Letter } from "./letter.ts";
import type { Language } from "./money.ts";
import { words } from "./words.ts";

/** What the paper says beyond the invoice itself. */
export interface PaperWords {
  readonly language: Language;
  readonly createdAt: Date;
  /** Above the lines: a greeting, what this is about. */
  readonly opening?: string;
  /** Below the sums. */
  readonly closing?: string;
  /** What register and management the law wants on letters (§ 35a GmbHG, § 14 UGB), a line each. */
  readonly register?: readonly string[];
  readonly bankName?: string;
}

type Head = Pick<Letter, "language" | "createdAt" | "sender" | "returnAddress" | "recipient" | "footer">;

/** The parts of a letter that say who writes to whom. */
export function letterhead(seller: Party = {}, buyer: Party = {}, paper: PaperWords): Head {
  const { language, createdAt } = paper;
  const { name, tradeName, address } = seller;
  return {
    language,
    createdAt,
    sender: tradeName ?? name ?? "",
    returnAddress: joined(" · ", name, address?.line1, placeOf(seller)),
    recipient: addressLines(buyer, address?.country, language),
    footer: footerOf(seller, paper),
  };
}

function footerOf(seller: Party, { language, register = [], bankName }: PaperWords): Letter["footer"] {
  const say = words[language];
  const { name, address, contact, vatId, taxNumber } = seller;
  const columns = [
    [name, address?.line1, placeOf(seller)],
    [contact?.name, contact?.phone, contact?.email],
    [vatId && `${say.vatIdShort} ${vatId}`, taxNumber && `${say.taxNumber} ${taxNumber}`, bankName],
    register,
  ];
  return columns.map((lines) => lines.filter(isSaid)).filter((lines) => lines.length > 0);
}

/** The country stands below, in capitals, where the letter leaves the sender's. */
function addressLines(buyer: Party, home: string | undefined, language: Language): string[] {
  const { name, contact, address = {} } = buyer;
  const { line1, line2, line3, country } = address;
  const names = new Intl.DisplayNames(language, { type: "region" });
  const abroad = country === undefined || country === home ? undefined : names.of(country)?.toUpperCase();
  return [name, contact?.name, line1, line2, line3, placeOf(buyer), abroad].filter(isSaid);
}

function placeOf({ address }: Party): string {
  return joined(" ", address?.zip, address?.city);
}

function joined(between: string, ...parts: readonly (string | undefined)[]): string {
  return parts.filter(isSaid).join(between);
}

function isSaid(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}
