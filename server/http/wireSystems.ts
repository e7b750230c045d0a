import { z } from "zod";
import { psaEntities } from "../connectors/frame/ports.ts";

/** Which system leads for what, over the wire. */
const instant = z.string().nullable();

export const systems = z.object({
  items: z.array(
    z.object({
      entity: z.enum(psaEntities),
      connectorId: z.string().nullable().describe("Null: this house"),
      waiting: z.number().int().describe("Records that are yet to be written there"),
      failed: z.number().int().describe("Of which somebody has to put something right"),
    }),
  ),
  candidates: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.string(),
      mode: z.enum(["simulator", "live"]),
      readAt: instant,
      readError: z.string().nullable(),
    }),
  ),
});
export type Systems = z.output<typeof systems>;

export const chosenSystem = z.strictObject({ connectorId: z.uuid().nullable() });

export const waitingChanges = z.object({
  items: z.array(
    z.object({
      entity: z.enum(psaEntities),
      recordId: z.string(),
      label: z.string(),
      number: z.string().nullable().describe("Of the ticket"),
      attempts: z.number().int(),
      dueAt: instant,
      isFailed: z.boolean(),
      code: z.string().nullable(),
      error: z.string().nullable(),
    }),
  ),
});
export type WaitingChanges = z.output<typeof waitingChanges>;
