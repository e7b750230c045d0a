import { z } from "zod";
import { Refusal } from "../../base/refusal.ts";
import { newId } from "../../base/id.ts";
import type { Tx } from "../../db/transact.ts";
import { expectInput } from "../operation.ts";
import { contractLine } from "./agreements.ts";
import type { Kept } from "./change.ts";
import { changeRow, missing } from "./change.ts";
import { insertRow } from "./insert.ts";

/** The records that people edit, by what one is called. */
export const kept = {
  customer: { table: "customers", key: "id", what: "customer" },
  contact: { table: "contacts", key: "id", what: "contact" },
  site: { table: "sites", key: "id", what: "site" },
  staff: { table: "technicians", key: "login", what: "staff" },
  contract: { table: "contracts", key: "id", what: "contract" },
  license: { table: "license_subscriptions", key: "id", what: "license" },
} as const satisfies Readonly<Record<string, Kept>>;

/** The revision that was read before. */
const revision = z.int().positive();

const name = z.string().trim().min(1).max(200);
const text = (most: number) => z.string().trim().max(most).nullable();
const country = z.string().regex(/^[A-Z]{2}$/, "Expected a country code of ISO 3166-1");
const calendarKey = z.string().max(64).nullable();

/** Mail domains, as people write them in one line. */
export const domainsText = z
  .string()
  .max(2_000)
  .regex(/^[a-z0-9.\-,;\s]*$/, "Expected domains such as muster.example, with commas between them")
  .nullable()
  .transform((line) => (line ?? "").split(/[\s,;]+/).filter((domain) => domain !== ""));

/** What may be changed of a customer. */
export const customerChange = z
  .strictObject({
    name,
    country,
    vatId: text(20),
    kind: z.enum(["b2b", "b2g", "b2c"]),
    language: z.enum(["de", "en"]),
    debtorAccount: text(20),
    invoiceEmail: z.email().nullable(),
    invoiceFormat: z.enum(["pdf", "zugferd", "xrechnung", "ebinterface", "peppol-ubl"]),
    paymentDays: z.int().min(0).max(365),
    street: text(200),
    zip: text(20),
    city: text(200),
    buyerReference: text(200),
    supplierNumber: text(60),
    minInvoiceCents: z.int().min(0),
    emailDomains: domainsText,
    calendarKey,
    nis2Scope: z.enum(["none", "important", "essential", "unknown"]),
    securityEmail: z.email().nullable(),
    isFinancial: z.boolean(),
    dataRole: z.enum(["controller", "processor"]),
    creditHold: z.boolean(),
    isActive: z.boolean(),
  })
  .partial()
  .extend({ revision });

/** What may be changed of a contact. */
export const contactChange = z
  .strictObject({
    siteId: z.uuid().nullable(),
    name: name.nullable(),
    email: z.email().nullable(),
    phone: z
      .string()
      .regex(/^\+[1-9]\d{5,14}$/, "Expected a number of ITU-T E.164, such as +498912345678")
      .nullable(),
    role: z.enum(["user", "approver", "it", "management", "security", "billing"]),
    isVip: z.boolean(),
    isPending: z.boolean(),
  })
  .partial()
  .extend({ revision });

/** What may be changed of a site. */
export const siteChange = z
  .strictObject({
    name,
    street: text(200),
    zip: text(20),
    city: text(200),
    country,
    region: text(20),
    travelMinutes: z.int().min(0).max(1440),
  })
  .partial()
  .extend({ revision });

/** What may be changed of a member of staff. */
export const staffChange = z
  .strictObject({
    name,
    email: z.email().nullable(),
    level: z.int().min(1).max(3),
    calendarKey: z.string().min(1).max(64),
    maxOpen: z.int().min(0).max(500),
    costRateCents: z.int().min(0),
    projectPercent: z.int().min(0).max(100),
    isOnCall: z.boolean(),
    isActive: z.boolean(),
  })
  .partial()
  .extend({ revision });

/** A skill that somebody has, or has better by now. */
export const skillOf = z.strictObject({
  skill: z.string().min(1).max(64),
  level: z.int().min(1).max(5),
  certifiedUntil: z.iso.date().nullish(),
});

/** What may be changed of a contract; whom it is with, what kind it is and when it began may not: invoices rest on it. */
export const contractChange = z
  .strictObject({
    slaClass: z.enum(["gold", "standard"]).nullable(),
    calendarKey,
    priceListId: z.uuid().nullable(),
    ends: z.iso.date().nullable(),
    minTermMonths: z.int().min(0).max(120).nullable(),
    noticeMonths: z.int().min(0).max(24).nullable(),
    renewalMonths: z.int().min(0).max(60).nullable(),
    orderReference: text(100),
    orderLimitCents: z.int().positive().nullable(),
    costCentre: text(36),
    containmentPreApproved: z.boolean(),
  })
  .partial()
  .extend({ revision });

/** A line to be added to a contract. */
export const addedLine = contractLine.omit({ covers: true }).extend({ covers: z.string().max(2_000).nullish() });

/** The end of a contract's line. */
export const lineEnd = z.strictObject({ lineId: z.uuid(), validTo: z.iso.date() });

/**
 * Changes a contract. A day that is invoiced already stays in it.
 *
 * @throws {Refusal} `contract.missing`, `contract.invoiced`, `record.changed`, `desk.value`
 */
export async function changeContract(tx: Tx, id: string, change: z.output<typeof contractChange>): Promise<void> {
  if (typeof change.ends === "string") await refuseInvoiced(tx, id, { day: change.ends, field: "ends" });
  await changeRow(tx, kept.contract, id, change);
}

/** Adds a line to a contract and tells its id. @throws {Refusal} `contract.missing`, `contract.invoiced`, `desk.reference` */
export async function addLine(
  tx: Tx,
  contractId: string,
  line: z.output<typeof addedLine>,
  now: Date,
): Promise<string> {
  await lockContract(tx, contractId);
  const { covers, ...given } = line;
  const id = newId(now);
  const list = (covers ?? "").split(/[\s,;]+/).filter((each) => each !== "");
  await insertRow(tx, "contract_lines", { id, contractId, ...given, covers: list });
  return id;
}

/**
 * Ends a line of a contract with a day; what it says stays as it was agreed, another line may follow it.
 *
 * @throws {Refusal} `contract.missing`, `contract.line`, `contract.invoiced`
 */
export async function endLine(tx: Tx, contractId: string, input: z.output<typeof lineEnd>): Promise<void> {
  const { lineId, validTo } = expectInput(lineEnd, input);
  await lockContract(tx, contractId);
  await refuseInvoiced(tx, contractId, { day: validTo, field: "validTo" });
  const rows = await tx.query(
    `update contract_lines set valid_to = $4 where tenant_id = $1 and contract_id = $2 and id = $3 and valid_from <= $4::date returning id`,
    [tx.tenantId, contractId, lineId, validTo],
  );
  if (rows.length > 0) return;
  const message = `Expected a line of the contract that begins by ${validTo}, but there is none`;
  throw new Refusal("unprocessable", "contract.line", message, [{ place: "/validTo", code: "contract.line", message }]);
}

/** Gives a skill, or another level of it. @throws {Refusal} `staff.missing`, `desk.reference` */
export async function giveSkill(tx: Tx, login: string, input: z.output<typeof skillOf>): Promise<void> {
  await lockStaff(tx, login);
  await takeSkill(tx, login, input.skill);
  await insertRow(tx, "technician_skills", { login, ...input });
}

/** Takes a skill away. Tells whether there was one. @throws {Refusal} `staff.missing` */
export async function takeSkill(tx: Tx, login: string, skill: string): Promise<boolean> {
  await lockStaff(tx, login);
  const rows = await tx.query(
    "delete from technician_skills where tenant_id = $1 and login = $2 and skill = $3 returning skill",
    [tx.tenantId, login, skill],
  );
  return rows.length > 0;
}

async function refuseInvoiced(
  tx: Tx,
  id: string,
  { day, field }: { readonly day: string; readonly field: string },
): Promise<void> {
  const [row] = await tx.query<{ until: string | null }>(
    "select max(service_to)::text as until from billing_lines where tenant_id = $1 and contract_id = $2 and invoice_id is not null",
    [tx.tenantId, id],
  );
  const until = row?.until ?? null;
  if (until === null || day >= until) return;
  const message = `Expected a day from ${until} on, but it is ${day}: until then it is invoiced`;
  throw new Refusal("unprocessable", "contract.invoiced", message, [
    { place: `/${field}`, code: "contract.invoiced", message },
  ]);
}

/** Lines belong to what their contract says as a whole: who changes one has changed the contract. */
async function lockContract(tx: Tx, id: string): Promise<void> {
  const rows = await tx.query(
    "update contracts set revision = revision + 1 where tenant_id = $1 and id = $2 returning id",
    [tx.tenantId, id],
  );
  if (rows.length === 0) throw missing(kept.contract, id);
}

async function lockStaff(tx: Tx, login: string): Promise<void> {
  const rows = await tx.query("select login from technicians where tenant_id = $1 and login = $2 for update", [
    tx.tenantId,
    login,
  ]);
  if (rows.length === 0) throw missing(kept.staff, login);
}
