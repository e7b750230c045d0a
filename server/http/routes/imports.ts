import { createHash } from "node:crypto";
import { Refusal } from "../../base/refusal.ts";
import type { Entry } from "../../definitions/exchange/report.ts";
import { importParts } from "../../runtime/commands/drafts/import.ts";
import { rawRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import { takeIn } from "../takeIn.ts";
import * as wire from "../wireExchange.ts";
import { xmlTypes } from "../xml.ts";

const types = [
  "application/zip",
  "application/x-zip-compressed",
  "application/octet-stream",
  "application/json",
  ...xmlTypes,
] as const;

/** The standard catalogue as an archive with its pictures has some 25 MB. */
const limit = 64 * 1024 * 1024;

/** What comes from outside: single files and archives, of this product and of others. */
export const importRoutes: readonly Route[] = [
  rawRoute({
    method: "post",
    path: "/api/import",
    summary: "Make a draft of a BPMN, DMN, form or JSON file or of a ZIP of such, and say what was not understood",
    permission: "definitions.edit",
    query: { name: "the name of the file", title: "the title of the draft; without it the name of the file" },
    types,
    limit,
    answer: wire.imported,
    run: take,
  }),
];

async function take({ site, cause, query, body }: Call<Buffer>): Promise<unknown> {
  const name = query["name"] ?? "import";
  const { parts, entries } = await takeIn({ name, bytes: body });
  if (parts.length === 0) throw nothingIn(entries);
  const title = query["title"] ?? name;
  const source = { name, sha256: createHash("sha256").update(body).digest("hex") };
  const draftId = await importParts(site.house, cause, { title, parts, source });
  return { draftId, title, parts: parts.map(({ kind, key, file }) => ({ kind, key, file })), report: [...entries] };
}

function nothingIn(entries: readonly Entry[]): Refusal {
  const complaints = entries
    .slice(0, 100)
    .map(({ file, code, message }) => ({ place: file, code, message: message.en }));
  return new Refusal(
    "unprocessable",
    "import.nothing",
    "Expected at least one part that can be taken over, but there is none",
    complaints,
  );
}
