import type { Json, JsonObject } from "../../base/json.ts";
import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { findPart } from "../../definitions/drafts.ts";
import { idOf } from "../page.ts";
import type { Call } from "../route.ts";

/** A rule set that is meant: given as it is, as a draft has it, or the newest version. */
export interface Given {
  readonly body?: JsonObject | undefined;
  readonly draftId?: string | undefined;
}

/** A published rule set. */
export interface RuleSetRow {
  readonly key: string;
  readonly version: number;
  readonly body: JsonObject;
  readonly sha256: string;
  readonly created_at: Date;
}

/** The body of the rule set that is meant. @throws {Refusal} `rules.missing`, `draft.part` */
export async function bodyOf(call: Call<Given>): Promise<Json> {
  const { body, draftId } = call.body;
  if (body !== undefined) return body;
  return draftId === undefined ? (await readRow(call, null)).body : bodyOfDraft(call, draftId);
}

/** The rule set of the address as a draft has it. @throws {Refusal} `draft.part` */
export async function bodyOfDraft({ site, person, params }: Call<unknown>, draftId: string): Promise<Json> {
  const key = params["key"] ?? "";
  const id = idOf(draftId, "draft");
  const part = await transact(site.house.database, person, (tx) => findPart(tx, id, { kind: "ruleSet", key }));
  if (part !== undefined) return part.body;
  throw new Refusal("missing", "draft.part", `Expected a draft with the rule set ${key}, but it has none`);
}

/** The rule set of the address, a version or the newest one. @throws {Refusal} `rules.missing` */
export function readRow({ site, person, params }: Call<unknown>, version: number | null): Promise<RuleSetRow> {
  const key = params["key"] ?? "";
  return transact(site.house.database, person, async (tx) => {
    const [row] = await tx.query<RuleSetRow>(
      `select key, version, body, sha256, created_at from rule_sets
       where tenant_id = $1 and key = $2 and ($3::int is null or version = $3) order by version desc limit 1`,
      [tx.tenantId, key, version],
    );
    if (row === undefined)
      throw new Refusal("missing", "rules.missing", `Expected a rule set ${key}, but there is none`);
    return row;
  });
}

/** The version a query names; null is the newest. @throws {Refusal} `query.version` */
export function versionOf(query: Call<unknown>["query"]): number | null {
  const version = query["version"];
  if (version === undefined) return null;
  if (/^[1-9]\d{0,8}$/.test(version)) return Number(version);
  throw new Refusal("invalid", "query.version", `Expected the number of a version, but it is ${version}`);
}
