import { transact } from "../../db/transact.ts";
import { examine } from "../../lint/lint.ts";
import { Around } from "../around.ts";
import { idOf } from "../page.ts";
import { rawRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wire.ts";
import { decodeXml, xmlLimit, xmlTypes } from "../xml.ts";

/** Models that are not published, or not yet. */
export function modelRoutes(): readonly Route[] {
  const around = new Around();
  return [
    rawRoute({
      method: "post",
      path: "/api/models/check",
      summary: "Say of a BPMN file what is wrong with it and what would not run; nothing is kept",
      permission: "definitions.read",
      query: { draft: "a draft whose parts stand in front of what is published" },
      types: xmlTypes,
      limit: xmlLimit,
      answer: wire.modelReport,
      run: (call) => check(call, around),
    }),
  ];
}

async function check({ site, person, query, body }: Call<Buffer>, around: Around): Promise<wire.ModelReport> {
  const xml = decodeXml(body);
  const draftId = query["draft"] === undefined ? undefined : idOf(query["draft"], "draft");
  const surroundings = await transact(site.house.database, person, (tx) => around.read(tx, draftId));
  const { findings, models, problems } = await examine(xml, surroundings, around.expressions);
  return {
    xml,
    processes: models.map(({ processId: id, name, isExecutable }) => ({ id, name, isExecutable })),
    problems: problems.map(({ severity, elementId, code, message, reference }) => ({
      severity,
      elementId,
      code,
      message,
      ...(reference === undefined ? {} : { reference }),
    })),
    findings: [...findings],
  };
}
