import { z } from "zod";
import type { Json } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { alertDomains, alertKinds, alertSeverities, alertVerdicts, mitigations } from "./alert.ts";
import { filled } from "./fill.ts";
import { instantOf } from "./instants.ts";
import type { AlertContext, AlertDraft } from "./product.ts";
import { addressOf, misshapen } from "./shape.ts";
import { domainOf, lookUp, severityOf } from "./words.ts";

/**
 * Where a field comes from: a text with JSON pointers in braces, `{/alert/host} is down`; or the same with a table of
 * what each word of the product means, and what counts when the word is not in it.
 */
const field = z.union([
  z.string().max(2_000),
  z.strictObject({
    from: z.string().max(2_000),
    values: z.record(z.string(), z.string().max(2_000)).default({}),
    otherwise: z.string().max(2_000).optional(),
  }),
]);
type Field = z.output<typeof field>;

/** How the payloads of a product that we do not know become alerts. */
export const alertMapping = z.strictObject({
  externalId: field,
  title: field,
  condition: field.optional(),
  kind: field.optional(),
  domain: field.optional(),
  severity: field.optional(),
  sourceSeverity: field.optional(),
  verdict: field.optional(),
  mitigation: field.optional(),
  description: field.optional(),
  remediation: field.optional(),
  category: field.optional(),
  customerId: field.optional(),
  customerName: field.optional(),
  deviceId: field.optional(),
  deviceName: field.optional(),
  deviceIp: field.optional(),
  occurredAt: field.optional(),
  link: field.optional(),
});
export type AlertMapping = z.input<typeof alertMapping>;

/** What `generic` reads when no mapping says otherwise: fields named like those of a mapping. */
const plain: AlertMapping = Object.fromEntries(
  Object.keys(alertMapping.shape).map((name) => [name, `{/${name}}`]),
) as AlertMapping; // one entry for each field

/**
 * Reads a payload by a mapping.
 *
 * @throws {Refusal} `alert.mapping` when the mapping itself is wrong, `alert.shape` when the payload lacks what it names
 */
export function draftByMapping(payload: Json, { mapping = plain, receivedAt, timeZone }: AlertContext): AlertDraft {
  const fields = readMapping(mapping);
  const read = (name: keyof typeof fields) => {
    const found = fields[name];
    return found === undefined ? undefined : valueOf(found, payload);
  };
  const title = read("title") ?? lacking("title");
  const at = read("occurredAt");
  return {
    externalId: read("externalId") ?? lacking("externalId"),
    kind: oneOf(alertKinds, "kind", read("kind")) ?? "triggered",
    domain: oneOf(alertDomains, "domain", read("domain")) ?? domainOf(title, read("description")),
    severity: severityOf(read("severity"), own),
    sourceSeverity: read("sourceSeverity") ?? read("severity"),
    verdict: oneOf(alertVerdicts, "verdict", read("verdict")),
    title,
    description: read("description"),
    remediation: read("remediation"),
    category: read("category"),
    mitigation: oneOf(mitigations, "mitigation", read("mitigation")),
    customer: { externalId: read("customerId"), name: read("customerName") },
    device: { externalId: read("deviceId"), name: read("deviceName"), ip: addressOf(read("deviceIp")) },
    condition: read("condition") ?? title,
    occurredAt: at === undefined ? receivedAt : (instantOf(at, timeZone) ?? lacking("occurredAt")),
    links: [read("link")].filter((link) => link !== undefined),
  };
}

const own = Object.fromEntries(alertSeverities.map((severity) => [severity, severity]));

function readMapping(mapping: unknown): z.output<typeof alertMapping> {
  const result = alertMapping.safeParse(mapping);
  if (result.success) return result.data;
  const complaints = result.error.issues.map(({ path, message }) => ({
    place: `/${path.join("/")}`,
    code: "alert.mapping",
    message,
  }));
  const all = complaints.map(({ place, message }) => `${place}: ${message}`).join("; ");
  throw new Refusal("invalid", "alert.mapping", `Expected a mapping of an alert, but ${all}`, complaints);
}

function valueOf(found: Field, payload: Json): string | undefined {
  if (typeof found === "string") return filled(found, payload);
  const word = filled(found.from, payload);
  return (
    lookUp(found.values, word ?? "") ?? found.otherwise ?? (Object.keys(found.values).length === 0 ? word : undefined)
  );
}

function oneOf<T extends string>(known: readonly T[], name: string, word: string | undefined): T | undefined {
  if (word === undefined) return undefined;
  const found = known.find((each) => each === word.toLowerCase());
  if (found === undefined) throw misshapen(name, `Expected one of ${known.join(", ")}, but it is ${word.slice(0, 50)}`);
  return found;
}

function lacking(name: string): never {
  throw misshapen(name, "Expected the payload to tell it, but it does not");
}
