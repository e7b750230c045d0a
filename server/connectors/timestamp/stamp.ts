import { connectorFor } from "../frame/open.ts";
import type { World } from "../frame/world.ts";

/** A time stamp over a SHA-256: the authority's answer in DER, the time that it attests, and whose it is. */
export interface Stamp {
  readonly token: Buffer;
  readonly stampedAt: Date;
  readonly authority: string;
}

/** Asks the tenant's time-stamp authority; nothing where none is connected. @throws when it does not answer as it should */
export async function stampHash(world: World, tenantId: string, sha256: string): Promise<Stamp | undefined> {
  const opened = await connectorFor(world, { tenantId, capability: "timestamp" });
  if (opened === undefined) return undefined;
  const { token, at } = await opened.port.stamp(sha256);
  return { token, stampedAt: at, authority: opened.connector?.name ?? "simulator" };
}
