import type { Json, JsonObject } from "../../base/json.ts";
import type { Tx } from "../../db/transact.ts";
import { assetVariable } from "../assets/asset.ts";

const parts: Readonly<Record<string, string>> = {
  asset: "select to_jsonb(x) - 'last_seen_at' - 'instance_id' as item from assets x where tenant_id = $1 and id = $2",
  events: "select to_jsonb(x) as item from asset_events x where tenant_id = $1 and asset_id = $2 order by at, id",
  licences:
    "select to_jsonb(x) as item from asset_licences x where tenant_id = $1 and asset_id = $2 order by assigned_at, id",
  certificates:
    "select to_jsonb(x) as item from wipe_certificates x where tenant_id = $1 and asset_id = $2 order by at, id",
  returns: "select to_jsonb(x) as item from rmas x where tenant_id = $1 and asset_id = $2 order by created_at, id",
};

/** Everything the desk knows about an asset, for the archive. @throws {Refusal} `asset.missing` */
export async function assetFile(
  tx: Tx,
  id: string,
): Promise<{ readonly number: string; readonly customerId: string | null; readonly content: JsonObject }> {
  const { number, customerId, customerName } = await assetVariable(tx, id);
  const content: Record<string, Json> = { format: "ablauf-asset-file/1", customerName };
  for (const [name, text] of Object.entries(parts)) {
    const rows = await tx.query<{ item: Json }>(text, [tx.tenantId, id]);
    content[name] = rows.map((row) => row.item);
  }
  return { number: number ?? id, customerId, content };
}
