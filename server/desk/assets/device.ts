import { z } from "zod";
import { optionalText } from "../operation.ts";
import { plainMac } from "./asset.ts";

/** Serials that manufacturers leave in boards nobody wrote one into: they say nothing. */
const placeholders =
  /^(0+|1234567890?|none|n\/?a|unknown|default string|system serial number|to be filled by o\.?e\.?m\.?|not (applicable|specified))$/i;

const short = (most: number) =>
  optionalText.refine((text) => text === null || text.length <= most, `Expected at most ${most} characters`);
const day = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })])
  .nullish()
  .transform((text) => text?.slice(0, 10) ?? null);

/**
 * A device as somebody outside tells of it: an RMM, a list, a supplier. Nothing in it is believed that could not be: texts
 * are bounded, days are days, serials that boards come with count as missing.
 */
export const deviceShape = z.object({
  /** How the source knows it, and which source that is. */
  system: short(60),
  externalId: short(200),
  name: short(200),
  serial: short(100).transform((text) => (text === null || placeholders.test(text.trim()) ? null : text.trim())),
  macs: z
    .array(z.string().max(40))
    .max(32)
    .nullish()
    .transform((texts) => [...new Set((texts ?? []).flatMap((text) => plainMac(text) ?? []))].toSorted()),
  kind: short(40),
  manufacturer: short(100),
  model: short(100),
  os: short(100),
  purchasedOn: day,
  warrantyUntil: day,
  eolOn: day,
  osEolOn: day,
  /** How the source knows the customer, or the customer's id or name here. */
  customer: short(200),
  site: short(200),
  lastSeenAt: z.iso
    .datetime({ offset: true })
    .nullish()
    .transform((text) => text ?? null),
  isPatched: z
    .boolean()
    .nullish()
    .transform((flag) => flag ?? null),
  hasBackup: z
    .boolean()
    .nullish()
    .transform((flag) => flag ?? null),
});
export type Device = z.output<typeof deviceShape>;
