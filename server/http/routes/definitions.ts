import { Refusal } from "../../base/refusal.ts";
import { transact } from "../../db/transact.ts";
import { deployProcess } from "../../runtime/commands/deployProcess.ts";
import { idOf } from "../page.ts";
import { plainRoute, rawRoute, Reply } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wire.ts";
import { decodeXml, xmlLimit, xmlTypes } from "../xml.ts";

/** Versions of processes. */
export const definitionRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/definitions",
    summary: "The newest version of each process with its running instances",
    permission: "definitions.read",
    answer: wire.definitionPage,
    run: list,
  }),
  plainRoute({
    method: "get",
    path: "/api/definitions/:id",
    summary: "One version of a process",
    permission: "definitions.read",
    answer: wire.definitionRow,
    run: show,
  }),
  plainRoute({
    method: "get",
    path: "/api/definitions/:id/xml",
    summary: "The BPMN 2.0 XML of a version, as it was published",
    permission: "definitions.read",
    answerType: "text/xml",
    run: xml,
  }),
  rawRoute({
    method: "post",
    path: "/api/definitions",
    summary: "Publish a BPMN file; what cannot be run is refused with element and reason",
    permission: "definitions.deploy",
    types: xmlTypes,
    limit: xmlLimit,
    answer: wire.deployed,
    run: deploy,
  }),
];

interface Row {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly version: number;
  readonly state: string;
  readonly sha256: string;
  readonly author: string;
  readonly created_at: Date;
  readonly running: number;
}

const columns = `d.id, d.key, coalesce(d.names ->> $2, d.name) as name, d.version, d.state, d.sha256, d.author, d.created_at,
  (select count(*)::int from instances i where i.tenant_id = d.tenant_id and i.definition_key = d.key and i.status = 'running') as running`;

function list({ site, person, language }: Call<undefined>): Promise<unknown> {
  return transact(site.house.database, person, async (tx) => {
    const rows = await tx.query<Row>(
      `select distinct on (d.key) ${columns} from definitions d where d.tenant_id = $1 and d.state = 'published' order by d.key, d.version desc limit 1000`,
      [tx.tenantId, language],
    );
    return { items: rows.map(present) };
  });
}

function show({ site, person, params, language }: Call<undefined>): Promise<unknown> {
  const id = idOf(params["id"], "definition");
  return transact(site.house.database, person, async (tx) => {
    const [row] = await tx.query<Row>(`select ${columns} from definitions d where d.tenant_id = $1 and d.id = $3`, [
      tx.tenantId,
      language,
      id,
    ]);
    if (row === undefined) throw missing(id);
    return present(row);
  });
}

function xml({ site, person, params }: Call<undefined>): Promise<unknown> {
  const id = idOf(params["id"], "definition");
  return transact(site.house.database, person, async (tx) => {
    const [row] = await tx.query<{ xml: string }>("select xml from definitions where tenant_id = $1 and id = $2", [
      tx.tenantId,
      id,
    ]);
    if (row === undefined) throw missing(id);
    return new Reply(200, row.xml, "text/xml; charset=utf-8", {
      "cache-control": "private, max-age=31536000, immutable",
    });
  });
}

async function deploy({ site, cause, body }: Call<Buffer>): Promise<unknown> {
  const deployed = await deployProcess(site.house, cause, { xml: decodeXml(body) });
  return {
    definitions: deployed.definitions.map(({ id, key, version, isNew }) => ({ id, key, version, isNew })),
    warnings: deployed.warnings.map(({ elementId, code, message }) => ({ elementId, code, message })),
  };
}

function present(row: Row): unknown {
  const { id, key, name, version, state, sha256, author, running } = row;
  return { id, key, name, version, state, sha256, author, createdAt: row.created_at.toISOString(), running };
}

function missing(id: string): Refusal {
  return new Refusal("missing", "definition.missing", `Expected a definition with id ${id}, but there is none`);
}
