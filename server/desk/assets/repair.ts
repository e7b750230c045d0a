import { z } from "zod";
import { newId } from "../../base/id.ts";
import type { JsonObject } from "../../base/json.ts";
import { expectInput, optionalText } from "../operation.ts";
import type { Operation, OperationContext } from "../operation.ts";
import { createTicket } from "../tickets/create.ts";
import { ticketIdOf, ticketVariable } from "../tickets/ticket.ts";
import { updateTicket } from "../tickets/update.ts";
import { assetVariable, completedBy, lockAsset, recordEvent } from "./asset.ts";
import { inventoryNumber } from "./register.ts";

const assetInput = z.object({ id: z.uuid() }).loose();
const defect = z.object({
  asset: assetInput,
  defect: z.object({ text: optionalText, ticketNumber: optionalText, reportedBy: optionalText }).nullish(),
});

/** `desk.asset.defect`: a device is broken. Its return needs a ticket: the one that tells of it, else one of its own. */
export const reportDefect: Operation = async (context, given) => {
  const { tx, now } = context;
  const { asset, defect: told } = expectInput(defect, given);
  const locked = await lockAsset(tx, asset.id);
  const note = told?.text ?? null;
  await recordEvent(tx, locked, { kind: "defect", to: "in_repair", actor: told?.reportedBy ?? "system", note }, now);
  const ticketNumber = told?.ticketNumber ?? null;
  const ticket =
    ticketNumber === null
      ? await ownTicket(context, asset.id, note)
      : await ticketVariable(tx, await ticketIdOf(tx, ticketNumber));
  return {
    variables: {
      asset: await assetVariable(tx, asset.id),
      ticket: { ...ticket, assetId: asset.id },
      ownTicket: ticketNumber === null,
    },
  };
};

async function ownTicket(context: OperationContext, assetId: string, note: string | null): Promise<JsonObject> {
  const asset = await assetVariable(context.tx, assetId);
  const intake = {
    channel: "api",
    title: `Defekt: ${asset.text}`,
    description: note ?? "",
    customerId: asset.customerId,
    contactId: asset["contactId"] ?? null,
    siteId: asset["siteId"] ?? null,
    assetId,
    category: "incident:endpoint",
  };
  const { variables } = await createTicket(context, { intake, condition: {} });
  return variables["ticket"] as JsonObject; // by contract
}

const returned = z.object({
  asset: assetInput,
  ticketId: z.uuid(),
  ownTicket: z.boolean().nullish(),
  swap: z.object({ newSerial: optionalText }).loose().nullish(),
  repaired: z.boolean().nullish(),
});

/**
 * `desk.asset.returned`: what became of a defect: `repaired`, `replaced` or `refused`. A replacement is an asset of its own with a
 * reference to the old one: it takes over place, user, role and the licences of the old one, and its life begins.
 */
export const settleRepair: Operation = async (context, given) => {
  const { tx, now } = context;
  const { asset, ticketId, ownTicket: isOwn, swap, repaired } = expectInput(returned, given);
  const locked = await lockAsset(tx, asset.id);
  const newSerial = swap?.newSerial ?? null;
  const kind = newSerial !== null ? "replaced" : repaired === true ? "repaired" : "refused";
  const to = { replaced: "retired", repaired: "in_use", refused: "in_repair" } as const;
  const successor = newSerial === null ? null : await succeed(context, asset.id, newSerial);
  const data = { successorId: successor };
  await recordEvent(tx, locked, { kind, to: to[kind], actor: "system", data }, now);
  if (isOwn === true) {
    const resolution = {
      repaired: "Repariert / Repaired",
      replaced: "Ersetzt / Replaced",
      refused: "Abgelehnt / Refused",
    };
    const changes = { status: "closed", resolution: resolution[kind], resolutionCode: "hardware" };
    await updateTicket(context, { ticketId, changes });
  }
  return {
    variables: { asset: await assetVariable(tx, asset.id), repair: { outcome: kind, successorId: successor } },
    effects:
      successor === null
        ? []
        : [
            {
              kind: "publish",
              name: "asset.recorded",
              correlationKey: successor,
              variables: { asset: { id: successor } },
            },
          ],
  };
};

async function succeed(context: OperationContext, assetId: string, serial: string): Promise<string> {
  const { tx, now } = context;
  const id = newId(now);
  await tx.query(
    `insert into assets (tenant_id, id, number, customer_id, site_id, contact_id, kind, name, serial, manufacturer, model, state, role,
       is_critical, purchased_on, warranty_until, os, os_eol_on, eol_on, is_managed, replaces_id, created_at)
     select tenant_id, $3, $4, customer_id, site_id, contact_id, kind, name, $5, manufacturer, model, 'in_use', role, is_critical,
       purchased_on, warranty_until, os, os_eol_on, eol_on, is_managed, id, $6 from assets where tenant_id = $1 and id = $2`,
    [tx.tenantId, assetId, id, await inventoryNumber(context, id), serial, now],
  );
  await tx.query(
    `with old as (update asset_licences set released_at = $4 where tenant_id = $1 and asset_id = $2 and released_at is null
       returning product, vendor, reference, seats, renews_on, subscription_id)
     insert into asset_licences (tenant_id, id, asset_id, product, vendor, reference, seats, renews_on, subscription_id, assigned_at)
     select $1, gen_random_uuid(), $3, product, vendor, reference, seats, renews_on, subscription_id, $4 from old`,
    [tx.tenantId, assetId, id, now],
  );
  await recordEvent(
    tx,
    await lockAsset(tx, id),
    { kind: "registered", actor: "system", data: { replaces: assetId } },
    now,
  );
  return id;
}

const found = z.object({
  asset: assetInput,
  finding: z.object({
    result: z.enum(["present", "decommissioned", "lost", "stolen"]),
    note: optionalText,
    personalData: optionalText,
    policeReference: optionalText,
    awareAt: optionalText,
    reportedBy: optionalText,
  }),
});

/** `desk.asset.found`: what has become of a device that the RMM did not see, or that somebody misses. One that is there was seen now. */
export const settleUnseen: Operation = async ({ tx, now, instanceId }, given) => {
  const { asset, finding } = expectInput(found, given);
  const locked = await lockAsset(tx, asset.id);
  if (finding.result === "present") {
    await tx.query("update assets set last_seen_at = $3 where tenant_id = $1 and id = $2", [
      tx.tenantId,
      asset.id,
      now,
    ]);
  }
  const to = { present: "in_use", decommissioned: "retired", lost: "lost", stolen: "lost" } as const;
  const { result, note, reportedBy, ...details } = finding;
  const actor = reportedBy ?? (await completedBy(tx, instanceId, "U_lost")) ?? "system";
  const data = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== null));
  const event = { kind: result, to: to[result], actor, note, data };
  await recordEvent(tx, locked, event, now);
  return { variables: { asset: await assetVariable(tx, asset.id) } };
};
