import { z } from "zod";
import { newCategory, newSkill, seller } from "../desk/records/house.ts";
import { categoryChange, skillChange } from "../desk/records/houseChange.ts";
import { rangeChange } from "../desk/records/numberRanges.ts";
import { newMaintenance } from "../desk/records/parties.ts";
import { isIban } from "../documents/einvoice/rules/values.ts";

/** What a house says about itself over the wire. */

const blank = (text: string | null | undefined): boolean => text === null || text === undefined || text.trim() === "";

/** EN 16931 wants a tax number or a VAT id of the seller (BT-31, BT-32), letters a street and a city. */
export const sellerChange = seller
  .extend({ revision: z.int().min(0).describe("That was read before; 0 where nothing was said yet") })
  .superRefine((said, context) => {
    const wrong = (name: string, message: string) => context.addIssue({ code: "custom", path: [name], message });
    if (blank(said.vatId) && blank(said.taxNumber))
      wrong("vatId", "Expected a VAT id or a tax number, but there is neither");
    if (!blank(said.vatId) && !/^[A-Z]{2}[A-Z0-9]{2,12}$/.test(said.vatId ?? ""))
      wrong("vatId", "Expected a VAT id with its country in front, such as DE123456789 or ATU12345678");
    if (!blank(said.iban) && !isIban(said.iban ?? "")) wrong("iban", "Expected an IBAN with the right check digits");
    if (!blank(said.bic) && !/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(said.bic ?? ""))
      wrong("bic", "Expected a BIC of 8 or 11 letters and digits");
  });

/** As it was said; members are null, and the revision is 0, where nothing was said yet. */
export const sellerSaid = z.looseObject({
  revision: z.number().int(),
  name: z.string().nullable(),
  country: z.string().nullable(),
  vatId: z.string().nullable(),
  taxNumber: z.string().nullable(),
  street: z.string().nullable(),
  zip: z.string().nullable(),
  city: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  contactName: z.string().nullable(),
  iban: z.string().nullable(),
  bic: z.string().nullable(),
  bankName: z.string().nullable(),
  registerText: z.string().nullable(),
  isSmallBusiness: z.boolean().nullable(),
});
export type SellerSaid = z.infer<typeof sellerSaid>;

const category = z.object({
  key: z.string(),
  revision: z.number().int(),
  labelDe: z.string(),
  labelEn: z.string(),
  parent: z.string().nullable(),
  defaultSkill: z.string().nullable(),
  skillLevel: z.number().int(),
  roadmapTheme: z.string().nullable(),
  isSecurity: z.boolean(),
  alertDomains: z.array(z.string()),
  assetKinds: z.array(z.string()),
  isActive: z.boolean(),
  tickets: z.number().int().describe("How many have it that are not closed"),
});
export const categoryList = z.object({ items: z.array(category) });
export type Category = z.infer<typeof category>;
export const addCategory = newCategory;
export const editCategory = categoryChange;

const skill = z.object({
  key: z.string(),
  revision: z.number().int(),
  labelDe: z.string(),
  labelEn: z.string(),
  isActive: z.boolean(),
  staff: z.number().int().describe("How many have it"),
  categories: z.number().int().describe("How many ask for it"),
});
export const skillList = z.object({ items: z.array(skill) });
export type Skill = z.infer<typeof skill>;
export const addSkill = newSkill;
export const editSkill = skillChange;
export const createdKey = z.object({ key: z.string() });

const range = z.object({
  key: z.string(),
  year: z.number().int(),
  prefix: z.string(),
  nextNumber: z.number().int(),
  width: z.number().int().describe("Digits, with zeros in front"),
  next: z.string().describe("The number of the next document"),
  lastDrawn: z.string().nullable(),
  isGapless: z.boolean().describe("No number may be missing"),
});
export const rangeList = z.object({ items: z.array(range) });
export type NumberRange = z.infer<typeof range>;
export const editRange = rangeChange;

export const maintenance = z.object({
  id: z.string(),
  customerId: z.string(),
  customer: z.string(),
  assetId: z.string().nullable(),
  asset: z.string().nullable(),
  fromAt: z.string(),
  toAt: z.string(),
  reason: z.string(),
  state: z.enum(["planned", "running", "over"]),
});
export const maintenanceList = z.object({ items: z.array(maintenance) });
export const addMaintenance = newMaintenance;
export const createdMaintenance = z.object({ id: z.string() });

export const exclusion = z.strictObject({ customerId: z.uuid() });
export const addReference = z.strictObject({
  system: z
    .string()
    .regex(/^[a-z0-9][a-z0-9:_-]{0,63}$/i, "Expected a key of letters, digits, : _ and -")
    .describe("The kind of connector, such as ninjaone or hudu"),
  externalId: z.string().trim().min(1).max(200).describe("As the other system writes it"),
});
export const reference = z.strictObject({ reference: z.string().min(1).max(300).describe("As the record shows it") });

const setupStep = z.object({
  key: z.enum([
    "seller",
    "calendar",
    "categories",
    "technicians",
    "dispatchers",
    "customers",
    "contracts",
    "mailOut",
    "mailIn",
    "prices",
    "billers",
    "ledger",
  ]),
  area: z.enum(["house", "tickets", "mails", "billing", "ledgers"]),
  isDone: z.boolean(),
  isOptional: z.boolean().describe("Something is lost without it, but nothing stands"),
});
export const setup = z.object({
  open: z.number().int().describe("How many steps are to be taken that are not optional"),
  steps: z.array(setupStep),
});
export type SetupStep = z.infer<typeof setupStep>;
export type Setup = z.infer<typeof setup>;
