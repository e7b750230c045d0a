import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";
import { compile } from "../engine/compile.ts";
import type { Binding, Definition } from "../engine/types.ts";

/** A version of a process, compiled: what an instance runs on. */
export interface Version {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly releaseId: string;
  readonly definition: Definition;
}

interface VersionRow {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly release_id: string;
  readonly xml: string;
}

/**
 * Compiled versions by id. Published versions never change, so what is in here is never stale; the least recently used
 * is dropped when `capacity` is reached.
 */
export class Versions {
  readonly #compiled = new Map<string, Promise<Version>>();
  readonly #capacity: number;

  constructor(capacity = 500) {
    this.#capacity = capacity;
  }

  /** @throws {Refusal} `definition.missing` */
  async byId(tx: Tx, id: string): Promise<Version> {
    const known = this.#compiled.get(id);
    if (known !== undefined) {
      this.#compiled.delete(id);
      this.#compiled.set(id, known);
      return known;
    }
    const [row] = await tx.query<VersionRow>(
      "select id, key, version, release_id, xml from definitions where tenant_id = $1 and id = $2",
      [tx.tenantId, id],
    );
    if (row === undefined)
      throw new Refusal("missing", "definition.missing", `Expected a definition with id ${id}, but there is none`);
    return this.#keep(row);
  }

  /**
   * The version a caller is bound to: the latest published one, a given one, or the one of the caller's release (the
   * latest when the release has none).
   *
   * @throws {Refusal} `definition.missing`
   */
  async bound(tx: Tx, key: string, binding: Binding, releaseId?: string): Promise<Version> {
    const [row] = await tx.query<{ id: string }>(
      `select id from definitions where tenant_id = $1 and key = $2 and state = 'published'
         and ($3::int is null or version = $3)
       order by (release_id is not distinct from $4::uuid) desc, version desc limit 1`,
      [
        tx.tenantId,
        key,
        binding.kind === "version" ? binding.version : null,
        binding.kind === "release" ? (releaseId ?? null) : null,
      ],
    );
    if (row !== undefined) return this.byId(tx, row.id);
    throw new Refusal("missing", "definition.missing", `Expected a published process ${key}, but there is none`);
  }

  #keep(row: VersionRow): Promise<Version> {
    const made = compileRow(row);
    this.#compiled.set(row.id, made);
    made.catch(() => this.#compiled.delete(row.id));
    const oldest = this.#compiled.keys().next();
    if (this.#compiled.size > this.#capacity && oldest.done !== true) this.#compiled.delete(oldest.value);
    return made;
  }
}

async function compileRow(row: VersionRow): Promise<Version> {
  const { definitions } = await compile(row.xml);
  const definition = definitions.find((candidate) => candidate.processId === row.key);
  if (definition === undefined)
    throw new Error(`the stored XML of ${row.key} v${row.version} has no process ${row.key}`);
  return { id: row.id, key: row.key, version: row.version, releaseId: row.release_id, definition };
}
