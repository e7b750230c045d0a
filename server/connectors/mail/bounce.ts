import type { ParsedMail } from "mailparser";
import { storableText } from "../storable.ts";

/** A mail of ours that could not be delivered, as a mail system tells it (RFC 3464). */
export interface Bounce {
  /** Message ids that it names; one of them may be ours. */
  readonly messageIds: readonly string[];
  readonly recipient: string;
  /** `failed` is final; `delayed` is tried on. */
  readonly action: string;
  /** RFC 3463, such as `5.1.1`. */
  readonly status: string;
  readonly diagnostic: string;
}

/** A report may be as long as it likes; what counts stands at its beginning. */
const looked = 100_000;

/** What a delivery report says; undefined for what is none. */
export function bounceOf(mail: ParsedMail, raw: Buffer): Bounce | undefined {
  if (!isReport(mail)) return undefined;
  const parts = mail.attachments.map(({ content }) => content.subarray(0, looked).toString("utf8"));
  const all = [...parts, mail.text?.slice(0, looked) ?? "", raw.subarray(0, looked).toString("latin1")].join("\n");
  const messageIds = [...all.matchAll(/^(?:Original-)?Message-ID:\s*(<[^<>\s]{1,900}>)/gim)].map(([, id = ""]) => id);
  return {
    messageIds: [...new Set(messageIds)].filter((id) => id !== mail.messageId).slice(0, 20),
    recipient: field(all, "Final-Recipient").replace(/^[\w-]+;\s*/, ""),
    action: field(all, "Action").toLowerCase() || "failed",
    status: field(all, "Status"),
    diagnostic: field(all, "Diagnostic-Code"),
  };
}

/** Either it says so, or it comes from the one whose job it is and names a mail. */
function isReport(mail: ParsedMail): boolean {
  const type: unknown = mail.headers.get("content-type");
  const line = mail.headerLines.find(({ key }) => key === "content-type")?.line ?? "";
  if (/multipart\/report/i.test(line) && /delivery-status/i.test(line)) return true;
  const from = mail.from?.value[0]?.address ?? "";
  return type !== undefined && /^(mailer-daemon|postmaster)@/i.test(from) && mail.headers.has("x-failed-recipients");
}

function field(text: string, name: string): string {
  const found = new RegExp(`^${name}:[ \\t]*([^\\r\\n]*(?:\\r?\\n[ \\t]+[^\\r\\n]*){0,5})`, "im").exec(text)?.[1] ?? "";
  return storableText(found.replaceAll(/\s+/g, " ").trim(), 500);
}
