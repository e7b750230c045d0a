import { publishMessage } from "../../runtime/commands/publishMessage.ts";
import type { Published } from "../../runtime/commands/publishMessage.ts";
import type { Cause, House } from "../../runtime/house.ts";
import { normaliseAlert } from "./normalise.ts";

/** An alert as a product gave it, and by which of several connections to the product. */
export interface GivenAlert {
  readonly source: string;
  readonly connectionId: string;
  readonly raw: Buffer;
  readonly contentType: string;
  /** How to read what no product of ours sends. */
  readonly mapping?: unknown;
  /** IANA zone of local times that do not say which. */
  readonly timeZone?: string;
}

/**
 * Normalises an alert and tells the processes. The same delivery twice (same alert, kind and bytes) gets the first answer.
 *
 * @throws {Refusal} what normalising refuses
 */
export async function publishAlert(house: House, cause: Cause, given: GivenAlert): Promise<Published> {
  const { source, raw, contentType, ...context } = given;
  const { connectionId } = context;
  const alert = await normaliseAlert(source, raw, contentType, { ...context, receivedAt: house.now() });
  return publishMessage(house, cause, {
    name: "alert.normalized",
    correlationKey: alert.dedupKey,
    variables: { alert },
    idempotencyKey: `alert:${alert.source}:${connectionId}:${alert.externalId}:${alert.kind}:${alert.raw.sha256}`,
    fingerprint: alert.raw.sha256,
  });
}
