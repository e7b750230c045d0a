import { canonical } from "../../base/json.ts";
import type { JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import type { Tx } from "../../db/transact.ts";
import type { ElementTemplate } from "./read.ts";

/** A version of a template as it is kept. */
export interface KeptTemplate {
  readonly key: string;
  readonly version: number;
  readonly template: JsonObject;
  readonly savedAt: Date;
  readonly savedBy: string;
}

/** Who keeps a template, and when. */
export interface Saving {
  readonly by: string;
  readonly now: Date;
}

const columns = `key, version, body as template, saved_at as "savedAt", saved_by as "savedBy"`;

/** The newest version of each template, by name. */
export function listTemplates(tx: Tx): Promise<KeptTemplate[]> {
  return tx.query<KeptTemplate>(
    `select * from (select distinct on (key) ${columns} from element_templates where tenant_id = $1
       order by key, version desc) newest order by template->>'name', key limit 1000`,
    [tx.tenantId],
  );
}

/**
 * A version of a template, without one the newest.
 *
 * @throws {Refusal} `elementTemplate.missing`
 */
export async function readTemplate(tx: Tx, key: string, version?: number): Promise<KeptTemplate> {
  const row = await findTemplate(tx, key, version);
  if (row !== undefined) return row;
  const what = version === undefined ? key : `${key} in version ${version}`;
  throw new Refusal("missing", "elementTemplate.missing", `Expected a known element template, but ${what} is none`);
}

/** A version of a template, without one the newest; nothing where there is none. */
export async function findTemplate(tx: Tx, key: string, version?: number): Promise<KeptTemplate | undefined> {
  const [row] = await tx.query<KeptTemplate>(
    `select ${columns} from element_templates where tenant_id = $1 and key = $2 and version = coalesce($3, version)
     order by version desc limit 1`,
    [tx.tenantId, key, version ?? null],
  );
  return row;
}

/** Keeps a new template. @throws {Refusal} `elementTemplate.exists` */
export async function createTemplate(tx: Tx, template: ElementTemplate, saving: Saving): Promise<void> {
  await lock(tx, template.key);
  if ((await findTemplate(tx, template.key)) === undefined) return insert(tx, template, template.version ?? 1, saving);
  throw new Refusal(
    "conflict",
    "elementTemplate.exists",
    `Expected a template that is not there yet, but ${template.key} is`,
    [
      {
        place: "/id",
        code: "elementTemplate.exists",
        message: "There is a template with this id already",
        german: "Diese Kennung hat schon eine Vorlage.",
      },
    ],
  );
}

/**
 * Keeps the next version of a template, if nobody has since the one that was read.
 *
 * @throws {Refusal} `elementTemplate.missing`, `record.changed`
 */
export async function saveTemplate(
  tx: Tx,
  template: ElementTemplate,
  { revision, ...saving }: Saving & { readonly revision: number },
): Promise<void> {
  await lock(tx, template.key);
  const { version } = await readTemplate(tx, template.key);
  if (version !== revision) throw changed(version, revision);
  await insert(tx, template, version + 1, saving);
}

/**
 * Keeps a template from a file: a new one, or the next version of one that is there, or nothing where it says the same. What was
 * there before stays as an earlier version.
 */
export async function importTemplate(
  tx: Tx,
  template: ElementTemplate,
  saving: Saving,
): Promise<"created" | "changed" | "unchanged"> {
  await lock(tx, template.key);
  const newest = await findTemplate(tx, template.key);
  if (newest === undefined) {
    await createTemplate(tx, template, saving);
    return "created";
  }
  if (canonical({ ...newest.template, version: 0 }) === canonical({ ...template.body, version: 0 })) return "unchanged";
  await insert(tx, template, Math.max(template.version ?? 0, newest.version + 1), saving);
  return "changed";
}

/**
 * Deletes a template with all its versions, if nobody has saved one since. Elements that were made from it keep what it set.
 *
 * @throws {Refusal} `elementTemplate.missing`, `record.changed`
 */
export async function deleteTemplate(tx: Tx, key: string, revision: number): Promise<void> {
  await lock(tx, key);
  const { version } = await readTemplate(tx, key);
  if (version !== revision) throw changed(version, revision);
  await tx.query("delete from element_templates where tenant_id = $1 and key = $2", [tx.tenantId, key]);
}

/** One writer of a template at a time: whoever waited for a row would still see the newest version of before. */
async function lock(tx: Tx, key: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`element template ${tx.tenantId} ${key}`]);
}

async function insert(tx: Tx, { key, body }: ElementTemplate, version: number, { by, now }: Saving): Promise<void> {
  await tx.query(
    "insert into element_templates (tenant_id, key, version, body, saved_at, saved_by) values ($1, $2, $3, $4, $5, $6)",
    [tx.tenantId, key, version, JSON.stringify({ ...body, version }), now, by],
  );
}

function changed(version: number, revision: number): Refusal {
  return new Refusal(
    "conflict",
    "record.changed",
    `Expected revision ${version}, but it is ${revision}: somebody else has changed this element template; load it again`,
  );
}
