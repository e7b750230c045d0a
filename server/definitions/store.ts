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
  readonly #published = new Map<string, readonly Definition[]>();
  readonly #capacity: number;

  constructor(capacity = 500) {
    this.#capacity = capacity;
  }

  /** Takes what a text was compiled to when it was published: the first instance of it need not compile it again. */
  publish(xml: string, definitions: readonly Definition[]): void {
    if (this.#published.size < this.#capacity) this.#published.set(xml, definitions);
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
   * The version a caller is bound to: the latest published one, a given one, or the one that the caller's release pins (the
   * latest when the release pins none). What is bound to a retired version goes on with it.
   *
   * @throws {Refusal} `definition.missing`
   */
  async bound(tx: Tx, key: string, binding: Binding, releaseId?: string): Promise<Version> {
    const [row] = await tx.query<{ id: string }>(
      `select d.id from definitions d left join release_pins p on p.tenant_id = d.tenant_id and p.release_id = $4::uuid
         and p.kind = 'process' and p.key = d.key and p.version = d.version
       where d.tenant_id = $1 and d.key = $2
         and case when $3::int is null then d.state = 'published' or p.version is not null else d.version = $3 end
       order by p.version is not null desc, d.version desc limit 1`,
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

  /**
   * The version that a new instance begins on: the latest published one, or a given one that is not retired.
   *
   * @throws {Refusal} `definition.missing`, `definition.retired`
   */
  async startable(tx: Tx, key: string, version?: number): Promise<Version> {
    const [row] = await tx.query<{ id: string; state: string }>(
      `select id, state from definitions
       where tenant_id = $1 and key = $2 and case when $3::int is null then state = 'published' else version = $3 end
       order by version desc limit 1`,
      [tx.tenantId, key, version ?? null],
    );
    if (row?.state === "published") return this.byId(tx, row.id);
    if (row === undefined)
      throw new Refusal("missing", "definition.missing", `Expected a published process ${key}, but there is none`);
    throw new Refusal(
      "conflict",
      "definition.retired",
      `Expected a version of ${key} that may be started, but version ${version ?? ""} is retired`,
    );
  }

  #keep(row: VersionRow): Promise<Version> {
    const made = versionOf(row, this.#published.get(row.xml));
    this.#compiled.set(row.id, made);
    made.catch(() => this.#compiled.delete(row.id));
    const oldest = this.#compiled.keys().next();
    if (this.#compiled.size > this.#capacity && oldest.done !== true) this.#compiled.delete(oldest.value);
    return made;
  }
}

async function versionOf(row: VersionRow, published: readonly Definition[] | undefined): Promise<Version> {
  const definitions = published ?? (await compile(row.xml)).definitions;
  const definition = definitions.find((candidate) => candidate.processId === row.key);
  if (definition === undefined)
    throw new Error(`the stored XML of ${row.key} v${row.version} has no process ${row.key}`);
  return { id: row.id, key: row.key, version: row.version, releaseId: row.release_id, definition };
}
