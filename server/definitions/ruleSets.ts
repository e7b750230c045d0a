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
   * The version a business rule task is bound to: the latest published one, a given one, or the one that the release of its
   * process pins (the latest when the release pins none).
   *
   * @throws {Refusal} `rules.missing`
   */
  async bound(tx: Tx, key: string, binding: Binding, releaseId?: string): Promise<RuleSetVersion> {
    const [row] = await tx.query<{ id: string }>(
      `select r.id from rule_sets r left join release_pins p on p.tenant_id = r.tenant_id and p.release_id = $4::uuid
         and p.kind = 'ruleSet' and p.key = r.key and p.version = r.version
       where r.tenant_id = $1 and r.key = $2
         and case when $3::int is null then r.state = 'published' or p.version is not null else r.version = $3 end
       order by p.version is not null desc, r.version desc limit 1`,
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
