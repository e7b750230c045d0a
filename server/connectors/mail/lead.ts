import type { JsonObject } from "../../base/json.ts";
import { transact } from "../../db/transact.ts";
import type { Tx } from "../../db/transact.ts";
import { byAddress, isFreeMail } from "../../desk/intake/contacts.ts";
import { withoutQuotes } from "../../desk/intake/fromMail.ts";
import { publishMessage } from "../../runtime/commands/publishMessage.ts";
import type { House } from "../../runtime/house.ts";
import { settingText } from "../frame/rows.ts";
import type { InboundMail } from "./inbound.ts";
import type { Settled } from "./settle.ts";

/** A lead tells so many characters of a mail; the rest stands in the mail that is kept. */
const longest = 4_000;

/** Whether a mail came to where people ask to buy. An answer to a ticket belongs to it, wherever it was sent. */
export async function isForSales(tx: Tx, { connectorId, mail }: InboundMail): Promise<boolean> {
  if (connectorId === null || typeof mail?.["ticketToken"] === "string") return false;
  const [row] = await tx.query<{ settings: JsonObject }>(
    "select settings from connectors where tenant_id = $1 and id = $2",
    [tx.tenantId, connectorId],
  );
  return row !== undefined && settingText(row, "purpose") === "sales";
}

/**
 * Tells the sales process of an inquiry as `lead.mail`. One more of somebody whose opportunity is open is noted there by the process.
 * Automats buy nothing.
 */
export async function tellLead(house: House, tenantId: string, inbound: InboundMail): Promise<Settled> {
  if (inbound.isAutomatic) return { state: "ignored", reason: "It was sent by a machine, and machines buy nothing" };
  const known = await transact(house.database, tenantId, (tx) => byAddress(tx, inbound.sender));
  await publishMessage(
    house,
    { tenantId, actor: "system" },
    {
      name: "lead.mail",
      correlationKey: inbound.messageId,
      variables: { lead: leadOf(inbound, known["customerId"] !== null) },
      idempotencyKey: `mail:${inbound.id}`,
      fingerprint: inbound.sha256,
    },
  );
  return { state: "taken", reason: null };
}

/** Behind the address of a provider stands a person, behind any other their company; a customer is found by the address. */
function leadOf({ sender, subject, mail }: InboundMail, isKnown: boolean): JsonObject {
  const from = mail?.["from"] as { readonly name?: unknown } | undefined; // written when it was taken
  const person = typeof from?.name === "string" && from.name.trim() !== "" ? from.name.trim() : null;
  const text = mail?.["text"];
  const title = subject.trim().replace(/^(?:(?:re|aw|fwd?|wg)\s*:\s*)+/i, "");
  return {
    source: "mail",
    email: sender,
    person,
    company: isFreeMail(sender) && !isKnown ? (person ?? sender) : null,
    title: title === "" ? null : title.slice(0, 250),
    interest: (typeof text === "string" ? withoutQuotes(text) : "").slice(0, longest),
  };
}
