import { signerFrom } from "../audit/signer.ts";
import type { Signer } from "../audit/signer.ts";
import { connectorFor } from "../connectors/frame/open.ts";
import type { World } from "../connectors/frame/world.ts";
import type { Sealing } from "../workers/seals.ts";

/** Who signs seals: a key derived from the one that seals secrets, so that all servers of an installation sign alike. */
export function signing(world: World): () => Promise<Signer> {
  return () => world.vault.derive("ablauf trail seal v1").then(signerFrom);
}

/** How the trail is sealed: signed by this installation, and stamped where a tenant has connected an authority. */
export function sealingOf(world: World): Sealing {
  return {
    signer: signing(world),
    stamp: async (tenantId, sha256) => {
      const opened = await connectorFor(world, { tenantId, capability: "timestamp" });
      if (opened === undefined) return undefined;
      try {
        const { token, at } = await opened.port.stamp(sha256);
        return { token, stampedAt: at, authority: opened.connector?.name ?? "simulator" };
      } catch (error) {
        world.log.warn({ err: error, tenantId }, "no time stamp for a seal; it is asked for again");
        return undefined;
      }
    },
  };
}
