import { keepTimeStamp, sealTrail, unstampedSeals } from "../audit/seals.ts";
import type { Signer } from "../audit/signer.ts";
import { everyTenant, transact } from "../db/transact.ts";
import type { House } from "../runtime/house.ts";
import type { Work } from "./loop.ts";

/** A time stamp over a SHA-256 in hexadecimal. */
export interface Stamp {
  /** The answer of the authority (RFC 3161), in DER. */
  readonly token: Buffer;
  readonly stampedAt: Date;
  readonly authority: string;
}

/** What sealing needs of the world: who signs, and who attests the time, where a tenant has connected an authority. */
export interface Sealing {
  readonly signer: () => Promise<Signer>;
  readonly stamp: (tenantId: string, sha256: string) => Promise<Stamp | undefined>;
  /** Has the archived objects stamped whose stamp was put off. Never throws. */
  readonly stampDeferred: (tenantId: string) => Promise<void>;
}

/** How many seals are stamped in one round, when the authority was away. */
const mostStamps = 50;

/** Seals the trail of every tenant, then has new seals stamped. An authority that does not answer is asked next time. */
export function sealWork(house: House, sealing: Sealing): Work {
  return {
    name: "seals",
    run: async () => {
      const tenants = await transact(house.database, everyTenant, (tx) =>
        tx.query<{ id: string }>("select id from tenants order by id"),
      );
      for (const { id } of tenants) {
        const signer = await sealing.signer();
        await transact(house.database, id, (tx) => sealTrail(tx, signer, house.now()));
        await stampAll(house, id, sealing);
        await sealing.stampDeferred(id);
      }
      return 0;
    },
  };
}

async function stampAll(house: House, tenantId: string, { stamp }: Sealing): Promise<void> {
  const open = await transact(house.database, tenantId, (tx) => unstampedSeals(tx, mostStamps));
  for (const { no, sha256 } of open) {
    const stamped = await stamp(tenantId, sha256);
    if (stamped === undefined) return;
    await transact(house.database, tenantId, (tx) => keepTimeStamp(tx, no, stamped));
  }
}
