import { z } from "zod";

/** What goes over the wire about element templates; see wire.ts for the rules. Their format is that of bpmn.io and Camunda 8. */

const property = z.looseObject({
  id: z.string().optional(),
  label: z.string().optional(),
  description: z.string().optional(),
  type: z.enum(["String", "Text", "Hidden", "Dropdown", "Boolean"]).optional().describe("String where it does not say"),
  value: z.union([z.string(), z.boolean()]).optional(),
  binding: z.object({
    type: z.string(),
    name: z.string().optional(),
    source: z.string().optional(),
    key: z.string().optional(),
    property: z.string().optional(),
  }),
  choices: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  constraints: z
    .object({
      notEmpty: z.boolean().optional(),
      minLength: z.number().optional(),
      maxLength: z.number().optional(),
      pattern: z.union([z.string(), z.object({ value: z.string(), message: z.string().optional() })]).optional(),
    })
    .optional(),
  feel: z.enum(["optional", "required", "static", "disabled"]).optional(),
  optional: z.boolean().optional(),
  editable: z.boolean().optional(),
  placeholder: z.string().optional(),
});

const template = z.looseObject({
  $schema: z.string().optional(),
  id: z.string(),
  name: z.string(),
  version: z.number().int().optional(),
  description: z.string().optional(),
  keywords: z.array(z.string()).optional(),
  icon: z.object({ contents: z.string() }).optional(),
  appliesTo: z.array(z.string()),
  elementType: z.object({ value: z.string() }).optional(),
  properties: z.array(property),
});

export const keptTemplate = z.object({
  key: z.string(),
  version: z.number().int().describe("Also the revision that a change names"),
  template,
  savedAt: z.date(),
  savedBy: z.string(),
});
export const templateList = z.object({ items: z.array(keptTemplate) });
export const newTemplate = z.record(z.string(), z.unknown()).describe("An element template of Camunda 8");
export const templateFile = z.unknown().describe("An element template, or a list of them");
export const changedTemplate = z.object({
  revision: z.number().int().min(0).describe("The version that was read"),
  template: newTemplate,
});
export const templatesTaken = z.object({
  items: z.array(z.object({ key: z.string(), name: z.string(), outcome: z.enum(["created", "changed", "unchanged"]) })),
});

export type TemplateProperty = z.infer<typeof property>;
export type TemplateBody = z.infer<typeof template>;
export type KeptTemplate = Omit<z.infer<typeof keptTemplate>, "savedAt"> & { readonly savedAt: string };
export type TemplatesTaken = z.infer<typeof templatesTaken>;
