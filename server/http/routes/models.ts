import { compile } from "../../engine/compile.ts";
import { rawRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wire.ts";
import { decodeXml, xmlLimit, xmlTypes } from "../xml.ts";

/** Models that are not published, or not yet. */
export const modelRoutes: readonly Route[] = [
  rawRoute({
    method: "post",
    path: "/api/models/check",
    summary: "Say of a BPMN file what is wrong with it and what would not run; nothing is kept",
    permission: "definitions.read",
    types: xmlTypes,
    limit: xmlLimit,
    answer: wire.modelReport,
    run: check,
  }),
];

async function check({ body }: Call<Buffer>): Promise<unknown> {
  const xml = decodeXml(body);
  const { definitions, problems } = await compile(xml);
  return {
    xml,
    processes: definitions.map(({ processId: id, name, isExecutable }) => ({ id, name, isExecutable })),
    problems: problems.map(({ severity, elementId, code, message, reference }) => ({
      severity,
      elementId,
      code,
      message,
      ...(reference === undefined ? {} : { reference }),
    })),
  };
}
