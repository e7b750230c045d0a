import { everyTenant, transact } from "../db/transact.ts";
import { leaseBatchItems } from "../instances/batchWork.ts";
import { workBatchItem } from "../runtime/commands/workBatch.ts";
import type { House } from "../runtime/house.ts";
import { inParallel } from "./jobs.ts";
import type { Work } from "./loop.ts";

const batch = 64;
const lanes = 4;

/** Works batches off, instance by instance. Several servers share the work; what a dead one held is taken over. */
export function batchWork(house: House): Work {
  return {
    name: "batches",
    run: async () => {
      const items = await transact(house.database, everyTenant, (tx) =>
        leaseBatchItems(tx, house.now(), batch, house.lease),
      );
      await inParallel(items, lanes, (item) => workBatchItem(house, item));
      return items.length;
    },
  };
}
