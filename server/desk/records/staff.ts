import { z } from "zod";
import type { Tx } from "../../db/transact.ts";
import { expectInput } from "../operation.ts";
import { insertRow } from "./insert.ts";

const login = z.string().min(1).max(200);

/** A member of staff. */
export const newTechnician = z.strictObject({
  login,
  name: z.string().trim().min(1).max(200),
  email: z.email().nullish(),
  level: z.int().min(1).max(3),
  calendarKey: z.string().min(1),
  maxOpen: z.int().min(0).max(500).default(12),
  costRateCents: z.int().min(0).default(0),
  /** How much of the working time can be planned for projects. */
  projectPercent: z.int().min(0).max(100).default(80),
  /** The groups tasks are offered to; only who is a `technician` is given tickets. */
  roles: z.array(z.string().min(1).max(60)).min(1).max(20).default(["technician"]),
  isOnCall: z.boolean().default(false),
  skills: z
    .array(z.strictObject({ skill: z.string(), level: z.int().min(1).max(5), certifiedUntil: z.iso.date().nullish() }))
    .max(50)
    .default([]),
});
/** Creates a member of staff with skills; the account to sign in with has the same login. */
export async function createTechnician(tx: Tx, input: z.input<typeof newTechnician>): Promise<void> {
  const { skills, ...row } = expectInput(newTechnician, input);
  await insertRow(tx, "technicians", row);
  for (const skill of skills) await insertRow(tx, "technician_skills", { login: row.login, ...skill });
}

const exclusion = z.strictObject({ login, customerId: z.uuid() });
/** Keeps a technician away from a customer. */
export function excludeFromCustomer(tx: Tx, input: z.input<typeof exclusion>): Promise<void> {
  return insertRow(tx, "technician_exclusions", expectInput(exclusion, input));
}
