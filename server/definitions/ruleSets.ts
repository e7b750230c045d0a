import { createHash } from "node:crypto";
import { newId } from "../base/id.ts";
import { canonical } from "../base/json.ts";
import type { Json } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";
import { compileRuleSet } from "../decisions/compile.ts";
import type { CompiledRuleSet } from "../decisions/compile.ts";
import { parseRuleSet } from "../decisions/ruleSet.ts";
import type { Binding } from "../engine/types.ts";

/** A published rule set, ready to decide. */
export interface RuleSetVersion {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly compiled: CompiledRuleSet;
}

interface RuleSetRow {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly body: Json;
}

/** Compiled rule sets by id; published ones never change. */
export class RuleSets {
  readonly #compiled = new Map<string, RuleSetVersion>();

  /**
   * The version a business rule task is bound to.
   *
   * @throws {Refusal} `rules.missing`
   */
  async bound(tx: Tx, key: string, binding: Binding, releaseId?: string): Promise<RuleSetVersion> {
    const [row] = await tx.query<{ id: string }>(
      `select id from rule_sets where tenant_id = $1 and key = $2 and ($3::int is null or version = $3)
       order by (release_id is not distinct from $4::uuid) desc, version desc limit 1`,
      [
        tx.tenantId,
        key,
        binding.kind === "version" ? binding.version : null,
        binding.kind === "release" ? (releaseId ?? null) : null,
      ],
    );
    if (row === undefined)
      throw new Refusal("missing", "rules.missing", `Expected a rule set ${key}, but there is none`);
    return this.#compiled.get(row.id) ?? this.#load(tx, row.id);
  }

  async #load(tx: Tx, id: string): Promise<RuleSetVersion> {
    const [row] = await tx.query<RuleSetRow>(
      "select id, key, version, body from rule_sets where tenant_id = $1 and id = $2",
      [tx.tenantId, id],
    );
    if (row === undefined)
      throw new Refusal("missing", "rules.missing", `Expected a rule set with id ${id}, but there is none`);
    const made = { id, key: row.key, version: row.version, compiled: compileRuleSet(parseRuleSet(row.body)) };
    this.#compiled.set(id, made);
    return made;
  }
}

/** Something to publish besides a process: a rule set, a form or a template. */
export interface Publication {
  readonly key: string;
  readonly body: Json;
  readonly author: string;
  readonly releaseId: string;
}

/**
 * Publishes a rule set; the same content again is no new version.
 *
 * @throws {Refusal} `rules.shape` with the place of each mistake
 */
export async function publishRuleSet(tx: Tx, publication: Publication, now: Date): Promise<number> {
  const { key, body, author, releaseId } = publication;
  parseRuleSet(body);
  const sha256 = createHash("sha256").update(canonical(body)).digest("hex");
  const [latest] = await tx.query<{ version: number; sha256: string }>(
    "select version, sha256 from rule_sets where tenant_id = $1 and key = $2 order by version desc limit 1",
    [tx.tenantId, key],
  );
  if (latest?.sha256 === sha256) return latest.version;
  const version = (latest?.version ?? 0) + 1;
  const stored = JSON.stringify({ ...(body as object), version }); // parseRuleSet has shown that it is an object
  await tx.query(
    `insert into rule_sets (tenant_id, id, key, version, body, sha256, release_id, author, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tx.tenantId, newId(now), key, version, stored, sha256, releaseId, author, now],
  );
  return version;
}
