import { transact } from "../server/db/transact.ts";
import { addLicence } from "../server/desk/assets/change.ts";
import { adoptAssets } from "../server/runtime/commands/assets.ts";
import { publishMessage } from "../server/runtime/commands/publishMessage.ts";
import type { Cause } from "../server/runtime/house.ts";
import { drain } from "../server/workers/crew.ts";
import type { Scene } from "./answer.ts";
import { playReview } from "./reviews.ts";

const licences = [
  { asset: "WS-MUELLER", product: "Microsoft 365 Business Premium", vendor: "Microsoft", renewsOn: "2027-01-31" },
  { asset: "SERVER-01", product: "Veeam Backup & Replication", vendor: "Veeam", renewsOn: "2027-06-30" },
] as const;

/** How often the demo's customers are reviewed. */
const classes = [
  ["Muster GmbH", "A"],
  ["Bäcker Müller KG", "B"],
  ["Stadtwerke Musterstadt", "C"],
] as const;

/** The demo's devices are looked after, some have licences; one customer's review is ready, another one waits to be assessed. */
export async function playAssets(scene: Scene): Promise<void> {
  const { house, performers, tenantId } = scene;
  const cause: Cause = { tenantId, actor: "demo" };
  await adoptAssets(house, cause);
  const reviewed = await transact(house.database, tenantId, async (tx) => {
    const assets = await tx.query<{ id: string; name: string }>("select id, name from assets where tenant_id = $1", [
      tenantId,
    ]);
    for (const { asset: name, ...licence } of licences) {
      const asset = assets.find((each) => each.name === name);
      if (asset !== undefined) await addLicence(tx, asset.id, { licence, actor: "demo" }, house.now());
    }
    for (const [name, letter] of classes)
      await tx.query("update customers set review_class = $3 where tenant_id = $1 and name = $2", [
        tenantId,
        name,
        letter,
      ]);
    return tx.query<{ id: string; name: string }>("select id, name from customers where tenant_id = $1", [tenantId]);
  });
  const idOf = (name: string): string => reviewed.find((each) => each.name === name)?.id ?? "";
  await playReview(scene, idOf("Stadtwerke Musterstadt"), () => numberOfReview(scene));
  const due = { customer: idOf("Bäcker Müller KG"), from: null, to: null };
  await publishMessage(house, cause, { name: "qbr.due", correlationKey: due.customer, variables: { due } });
  await drain(house, performers);
}

async function numberOfReview({ house, tenantId }: Scene): Promise<string> {
  const [review] = await transact(house.database, tenantId, (tx) =>
    tx.query<{ number: string }>("select number from reviews where tenant_id = $1 order by number limit 1", [tenantId]),
  );
  return review?.number ?? "";
}
