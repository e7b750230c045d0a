import { signerFrom } from "../audit/signer.ts";
import type { Signer } from "../audit/signer.ts";
import { stampDeferred } from "../connectors/archive/stamp.ts";
import type { World } from "../connectors/frame/world.ts";
import { stampHash } from "../connectors/timestamp/stamp.ts";
import type { Sealing } from "../workers/seals.ts";

/** Who signs seals: a key derived from the one that seals secrets, so that all servers of an installation sign alike. */
export function signing(world: World): () => Promise<Signer> {
  return () => world.vault.derive("ablauf trail seal v1").then(signerFrom);
}

/** How the trail is sealed: signed by this installation, and stamped where a tenant has connected an authority. */
export function sealingOf(world: World): Sealing {
  const later = (tenantId: string) => (error: unknown) => {
    world.log.warn({ err: error, tenantId }, "no time stamp; it is asked for again");
    return undefined;
  };
  return {
    signer: signing(world),
    stamp: (tenantId, sha256) => stampHash(world, tenantId, sha256).catch(later(tenantId)),
    stampDeferred: (tenantId) => stampDeferred(world, tenantId).catch(later(tenantId)),
  };
}
