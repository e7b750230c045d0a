import type { Json } from "../base/json.ts";
import type { Tx } from "../db/transact.ts";
import type { Definition } from "../engine/types.ts";

/** Forms and templates are versioned like processes and published with them. */
export type ResourceKind = "form" | "template";

/** A published form or template. */
export interface Resource {
  readonly key: string;
  readonly version: number;
  readonly body: Json;
}

/** Who refers to a form or template: a version of a process and, of forms, the task. */
export interface Referrer {
  readonly definitionId: string;
  readonly elementId?: string;
}

/**
 * The form or template that a version of a process is bound to: what the model says for the element; else the version that
 * the release of the process pins, so that people see what was tested; else the latest.
 */
export async function boundResource(
  tx: Tx,
  kind: ResourceKind,
  key: string,
  by: Referrer,
): Promise<Resource | undefined> {
  const [row] = await tx.query<Resource>(
    `select v.key, v.version, v.body ${boundFrom(kind, { tenantId: "$1", key: "$2", definitionId: "$3", elementId: "$4::text" })}`,
    [tx.tenantId, key, by.definitionId, by.elementId ?? ""],
  );
  return row;
}

/** The template that the process of an instance is bound to. */
export async function boundTemplate(tx: Tx, key: string, instanceId: string): Promise<Resource | undefined> {
  const places = { tenantId: "$1", key: "$2", definitionId: "i.definition_id", elementId: "''" };
  const [row] = await tx.query<Resource>(
    `select bound.* from instances i, lateral (select v.key, v.version, v.body ${boundFrom("template", places)}) as bound
     where i.tenant_id = $1 and i.id = $3`,
    [tx.tenantId, key, instanceId],
  );
  return row;
}

/** The version of the form that a row of tasks is bound to, as a value within a statement over tasks. */
export function boundVersion(kind: ResourceKind, tenantId: string, key: string): string {
  return `(select v.version ${boundFrom(kind, { tenantId, key, definitionId: "definition_id", elementId: "element_id" })})`;
}

/** The body of one version of a form or template. */
export async function versionBody(tx: Tx, kind: ResourceKind, key: string, version: number): Promise<Json | undefined> {
  const [row] = await tx.query<{ body: Json }>(
    "select body from resources where tenant_id = $1 and kind = $2 and key = $3 and version = $4",
    [tx.tenantId, kind, key, version],
  );
  return row?.body;
}

/** Where in a statement the four things stand that decide. */
interface Places {
  readonly tenantId: string;
  readonly key: string;
  readonly definitionId: string;
  readonly elementId: string;
}

function boundFrom(kind: ResourceKind, { tenantId, key, definitionId, elementId }: Places): string {
  const binding = `d.form_bindings ->> ${elementId}`;
  return `from definitions d
    join resources v on v.tenant_id = d.tenant_id and v.kind = '${kind}' and v.key = ${key}
    left join release_pins p on p.tenant_id = d.tenant_id and p.release_id = d.release_id and p.kind = v.kind
      and p.key = v.key and p.version = v.version and (${binding}) is distinct from 'latest'
    where d.tenant_id = ${tenantId} and d.id = ${definitionId} and case
      when (${binding}) ~ '^[0-9]+$' then v.version = (${binding})::int
      else v.state = 'published' or p.version is not null end
    order by p.version is not null desc, v.version desc limit 1`;
}

/** The bindings of a process's forms by element, as they are stored with a version; undefined when the model says none. */
export function formBindingsOf({ elements }: Definition): Readonly<Record<string, string>> | undefined {
  const said = [...elements.values()].flatMap(({ id, formBinding }) => {
    if (formBinding === undefined) return [];
    return [[id, formBinding.kind === "version" ? String(formBinding.version) : formBinding.kind] as const];
  });
  return said.length === 0 ? undefined : Object.fromEntries(said);
}
