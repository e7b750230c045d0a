import type { Vault } from "../frame/vault.ts";

/** A ticket's number with a mark that only this house can make: who shows it has a mail of ours. */
const form = /([A-Z]{1,4}-\d{4}-\d{1,10})[./]([0-9A-F]{16})(?![0-9A-F])/g;
/** A text may name many numbers; who sends more than this is guessing. */
const mostTokens = 20;

/** The line that a mail on a ticket ends with; an answer quotes it. */
export async function tokenLine(vault: Vault, tenantId: string, ticketNumber: string): Promise<string> {
  return `[${ticketNumber}/${await vault.sign(ticketNumber, tenantId)}]`;
}

/** The address that answers on a ticket go to, where `address` has a place for it: `desk+{token}@msp.example`. */
export async function replyAddress(
  vault: Vault,
  address: string,
  { tenantId, ticketNumber }: { readonly tenantId: string; readonly ticketNumber: string },
): Promise<string> {
  return address.replace("{token}", `${ticketNumber}.${await vault.sign(ticketNumber, tenantId)}`);
}

/** The ticket whose token stands in one of the texts. */
export async function ticketOfToken(vault: Vault, tenantId: string, texts: readonly string[]): Promise<string | null> {
  // some mail systems write addresses in small letters
  const found = texts.flatMap((text) => [...text.toUpperCase().matchAll(form)]).slice(0, mostTokens);
  for (const [, number = "", mark = ""] of found) {
    if ((await vault.sign(number, tenantId)) === mark.toLowerCase()) return number;
  }
  return null;
}
