import { simpleParser } from "mailparser";
import type { ParsedMail } from "mailparser";
import { storableText } from "../storable.ts";

/** HTML beyond this many characters is not turned into text. */
const longestHtml = 500_000;

/** A mail as bytes (RFC 5322, MIME), taken apart; undefined when that is not possible. */
export async function readMail(raw: Buffer): Promise<ParsedMail | undefined> {
  try {
    return await simpleParser(raw, {
      skipImageLinks: true,
      skipTextToHtml: true,
      maxHtmlLengthToParse: longestHtml,
      maxChildNodes: 200,
      maxHeadSize: 256 * 1024,
      checksumAlgo: "sha256",
      ignoreEmbedded: true,
    });
  } catch {
    return undefined; // whatever the parser stumbles over: these are bytes from strangers, not a defect of ours
  }
}

/** The first value of a header as one line of text. */
export function headerOf({ headers }: ParsedMail, name: string): string | undefined {
  const value = headers.get(name);
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" ? storableText(first.trim(), 1_000) || undefined : undefined;
}

/** When the mail says that it was written. Read from the line itself: the parser answers `now` for what is no date. */
export function dateOf({ headerLines }: ParsedMail): Date | undefined {
  const line = headerLines.find(({ key }) => key === "date")?.line ?? "";
  const at = new Date(
    line
      .replace(/^[^:]*:/, "")
      .replaceAll(/\([^)]*\)/g, "")
      .trim(),
  );
  return at.getUTCFullYear() >= 1990 && at.getUTCFullYear() < 2200 ? at : undefined;
}
