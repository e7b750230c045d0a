import { createHash } from "node:crypto";
import type { Json } from "../base/json.ts";
import { isObject } from "../base/json.ts";
import { Refusal } from "../base/refusal.ts";
import type { Tx } from "../db/transact.ts";
import { findPart, listParts, readDraft } from "../definitions/drafts.ts";
import { nameOf } from "../definitions/parts.ts";
import type { PartKey, PartKind } from "../definitions/parts.ts";
import { findVersion, newestOfAll } from "../definitions/versions.ts";
import { builtInRoles, listOwnRoles } from "../identity/roles.ts";
import { listPeople } from "../identity/users.ts";
import { formFacts, processFacts, ruleSetFacts } from "../lint/around.ts";
import { ExpressionNames } from "../lint/data/names.ts";
import { standardJobTypes } from "../lint/jobTypes.ts";
import type { FormFacts, ProcessFacts, RuleSetFacts, Surroundings } from "../lint/surroundings.ts";

/** Something that a tenant holds, published or in a draft. */
interface Held extends PartKey {
  readonly sha256: string;
  readonly draftId?: string;
}

/** More than a few tenants' worth; beyond that everything is read anew. */
const MOST_KEPT = 5_000;

/**
 * What stands around a model in a tenant, kept by content: while somebody types, only what has changed is read and
 * compiled again.
 */
export class Around {
  /** What expressions read, remembered between keystrokes. */
  readonly expressions = new ExpressionNames();
  readonly #known = new Map<string, unknown>();

  /**
   * The surroundings of a tenant's models: what is published, and in front of it what a draft holds.
   *
   * @throws {Refusal} `draft.missing`
   */
  async read(tx: Tx, draftId: string | undefined): Promise<Surroundings> {
    if (this.#known.size > MOST_KEPT) this.#known.clear();
    const [held, people, own] = await Promise.all([heldBy(tx, draftId), listPeople(tx, undefined), listOwnRoles(tx)]);
    const of = (kind: PartKind): readonly Held[] => held.filter((each) => each.kind === kind);
    const forms = await this.#all(tx, of("form"), formFacts);
    const ruleSets = await this.#all(tx, of("ruleSet"), ruleSetFacts);
    const templates = await this.#all(tx, of("template"), (body) => (isObject(body) ? Object.keys(body) : undefined));
    return {
      forms,
      ruleSets,
      templates,
      processes: await this.#processes(tx, of("process"), { forms, mark: markOf(of("form")) }),
      jobTypes: standardJobTypes,
      groups: new Set([...builtInRoles, ...own.map(({ key }) => key)]),
      people: new Set(people.map(({ login }) => login)),
    };
  }

  async #all<Facts extends FormFacts | RuleSetFacts | readonly string[]>(
    tx: Tx,
    held: readonly Held[],
    look: (body: Json) => Facts | undefined,
  ): Promise<ReadonlyMap<string, Facts>> {
    const facts = new Map<string, Facts>();
    for (const each of held) {
      const found = await this.#once(`${each.kind} ${each.sha256}`, async () => look(await bodyOf(tx, each)));
      if (found !== undefined) facts.set(each.key, found);
    }
    return facts;
  }

  async #processes(
    tx: Tx,
    held: readonly Held[],
    { forms, mark }: { readonly forms: ReadonlyMap<string, FormFacts>; readonly mark: string },
  ): Promise<ReadonlyMap<string, ProcessFacts>> {
    const facts = new Map<string, ProcessFacts>();
    for (const each of held) {
      const found = await this.#once(`process ${each.sha256} ${mark}`, async () =>
        readable(await bodyOf(tx, each), forms),
      );
      for (const [key, one] of found) facts.set(key, one);
    }
    return facts;
  }

  async #once<Value>(name: string, make: () => Promise<Value>): Promise<Value> {
    if (!this.#known.has(name)) this.#known.set(name, await make());
    return this.#known.get(name) as Value; // each name is made by one kind of maker
  }
}

async function heldBy(tx: Tx, draftId: string | undefined): Promise<readonly Held[]> {
  const held = new Map<string, Held>();
  const kinds = ["process", "ruleSet", "form", "template"] as const;
  const newest = await Promise.all(kinds.map((kind) => newestOfAll(tx, kind, "en")));
  for (const { kind, key, sha256, state } of newest.flat())
    if (state === "published") held.set(nameOf({ kind, key }), { kind, key, sha256 });
  if (draftId === undefined) return [...held.values()];
  await readDraft(tx, draftId);
  for (const { kind, key, sha256 } of await listParts(tx, [draftId]))
    held.set(nameOf({ kind, key }), { kind, key, sha256, draftId });
  return [...held.values()];
}

async function bodyOf(tx: Tx, { kind, key, draftId }: Held): Promise<Json> {
  const found =
    draftId === undefined ? await findVersion(tx, { kind, key }) : await findPart(tx, draftId, { kind, key });
  return found?.body ?? null;
}

/** A draft may hold what cannot be read yet; others see nothing of it then. */
async function readable(body: Json, forms: ReadonlyMap<string, FormFacts>): ReturnType<typeof processFacts> {
  if (typeof body !== "string") return new Map();
  try {
    return await processFacts(body, { forms });
  } catch (error) {
    if (error instanceof Refusal) return new Map();
    throw error;
  }
}

function markOf(forms: readonly Held[]): string {
  const hash = createHash("sha256");
  for (const { key, sha256 } of forms) hash.update(`${key} ${sha256}\n`);
  return hash.digest("base64url");
}
