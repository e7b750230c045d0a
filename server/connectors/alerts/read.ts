import type { Json } from "../../base/json.ts";
import { storable, storableText } from "../storable.ts";
import { dateOf, headerOf, readMail } from "../mail/read.ts";
import { readFlatXml } from "./readXml.ts";
import { misshapen } from "./shape.ts";

/** What an alert by mail says. */
export interface AlertMail {
  readonly messageId: string | undefined;
  readonly from: string | undefined;
  readonly subject: string;
  readonly text: string;
  readonly sentAt: Date | undefined;
  readonly header: (name: string) => string | undefined;
}

/** JSON in UTF-8 (RFC 8259). @throws {Refusal} `alert.shape` */
export function readJson(raw: Buffer): Json {
  const text = decoded(raw, "utf-8");
  try {
    return storable(JSON.parse(text));
  } catch (error) {
    throw misshapen(
      "/",
      `Expected JSON, but ${error instanceof Error ? error.message.slice(0, 200).toWellFormed() : "it is none"}`,
    );
  }
}

/** The fields of a form in UTF-8 (`application/x-www-form-urlencoded`); of several of one name the first. @throws {Refusal} `alert.shape` */
export function readForm(raw: Buffer): Json {
  const fields = [...new URLSearchParams(decoded(raw, "utf-8"))];
  if (fields.length > 500) throw misshapen("/", `Expected at most 500 fields, but there are ${fields.length}`);
  return storable(Object.fromEntries(fields.toReversed()));
}

/** Flat XML in UTF-8 or Latin. @throws {Refusal} `alert.shape` */
export function readXml(raw: Buffer): ReadonlyMap<string, string> {
  const declared = /^\s*<\?xml[^<>]*encoding=["']([\w.-]+)["']/.exec(raw.subarray(0, 200).toString("latin1"))?.[1];
  const encoding = declared?.toLowerCase() ?? "utf-8";
  if (!["utf-8", "us-ascii", "iso-8859-1", "windows-1252"].includes(encoding)) {
    throw misshapen("line 1", `Expected UTF-8 or Latin 1, but the encoding is ${encoding}`);
  }
  const texts = readFlatXml(decoded(raw, encoding));
  return new Map([...texts].map(([name, text]) => [name, storableText(text.trim(), 20_000)]));
}

/** A mail (RFC 5322). @throws {Refusal} `alert.shape` */
export async function readAlertMail(raw: Buffer): Promise<AlertMail> {
  const mail = await readMail(raw);
  if (mail === undefined) throw misshapen("mail", "Expected a mail, but it cannot be read");
  return {
    messageId: headerOf(mail, "message-id"),
    from: mail.from?.value[0]?.address,
    subject: storableText((mail.subject ?? "").replaceAll(/\s+/g, " ").trim(), 1_000),
    text: storableText((mail.text ?? "").trim(), 20_000),
    sentAt: dateOf(mail),
    header: (name) => headerOf(mail, name),
  };
}

function decoded(raw: Buffer, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(raw);
  } catch {
    throw misshapen("/", `Expected text in ${encoding}, but the bytes are none`);
  }
}
