import { z } from "zod";
import { login, password } from "./wire.ts";

const name = z.string().trim().min(1).max(200);

/** Who has data of their own in this installation. */
export const tenantList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      createdAt: z.string().datetime().describe("ISO 8601, UTC"),
      isEnabled: z.boolean(),
      people: z.number().int().describe("Accounts that can sign in"),
      isHome: z.boolean().describe("Runs the installation"),
    }),
  ),
});
export type TenantList = z.output<typeof tenantList>;

/** A tenant with its first administrator, who lets everybody else in. */
export const newTenant = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,39}$/, "Expected 2 to 40 small letters, digits and -, a letter first")
    .describe("Stands in addresses; never changes"),
  name,
  administrator: z.strictObject({
    login,
    name,
    email: z.email().optional(),
    language: z.enum(["de", "en"]).default("de"),
    password,
  }),
});
export const tenantChange = z.strictObject({ name: name.optional(), isEnabled: z.boolean().optional() });
