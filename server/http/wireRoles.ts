import { z } from "zod";
import { permissions } from "../identity/person.ts";

const names = z.object({ de: z.string().trim().min(1).max(60), en: z.string().trim().min(1).max(60) });
const allowed = z.array(z.enum(permissions)).max(permissions.length);

export const newRole = z.object({
  key: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,59}$/, "Expected small letters, digits and hyphens, beginning with a letter"),
  names,
  permissions: allowed.describe("None: a group, to which tasks are offered and which allows nothing"),
});
export const roleChange = z.object({ names: names.optional(), permissions: allowed.optional() });
export const roleUses = z.object({
  uses: z.array(
    z.object({
      kind: z.enum(["process", "ruleSet"]),
      key: z.string(),
      name: z.string(),
      draftId: z.string().nullable().describe("The open draft; null: published"),
      elements: z.array(z.object({ id: z.string(), name: z.string().nullable() })).describe("Of processes: where"),
    }),
  ),
  people: z.array(z.object({ login: z.string(), name: z.string(), isOnly: z.boolean() })),
  openTasks: z.number().int().describe("Open tasks that are offered to the role"),
});
export type RoleUses = z.infer<typeof roleUses>;
export type NewRole = z.infer<typeof newRole>;
export type RoleChange = z.infer<typeof roleChange>;
