import { Refusal } from "../../base/refusal.ts";
import { checkRuleSetBody } from "../../decisions/check.ts";
import { readDmn } from "../../decisions/dmn/read.ts";
import { writeDmn } from "../../decisions/dmn/write.ts";
import { parseRuleSet } from "../../decisions/ruleSet.ts";
import { plainRoute, rawRoute, Reply } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireRules.ts";
import { decodeXml, xmlLimit, xmlTypes } from "../xml.ts";
import { bodyOfDraft, readRow, versionOf } from "./ruleBody.ts";

/** Rule sets as DMN files, out and in. */
export const ruleFileRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/rule-sets/:key/dmn",
    summary: "A rule set as DMN 1.3: the newest version, a named one, or as a draft has it",
    permission: "definitions.read",
    query: { version: "a number; the newest without", draft: "the id of a draft", language: "de or en; yours without" },
    answerType: "application/xml",
    run: exportDmn,
  }),
  rawRoute({
    method: "post",
    path: "/api/rule-sets/read-dmn",
    summary:
      "The decision tables of a DMN file as rule sets, checked, with what could not be taken over; nothing is kept",
    permission: "definitions.read",
    types: xmlTypes,
    limit: xmlLimit,
    answer: wire.readDmn,
    run: importDmn,
  }),
];

async function exportDmn(call: Call<undefined>): Promise<Reply> {
  const { query } = call;
  const draftId = query["draft"];
  const body = draftId === undefined ? (await readRow(call, versionOf(query))).body : await bodyOfDraft(call, draftId);
  const ruleSet = parseRuleSet(body);
  const { xml } = await writeDmn(ruleSet, languageOf(call));
  const disposition = `attachment; filename="${ruleSet.key}.dmn"`;
  return new Reply(200, xml, "application/xml; charset=utf-8", { "content-disposition": disposition });
}

function languageOf({ query, language }: Call<undefined>): "de" | "en" {
  const asked = query["language"] ?? language;
  if (asked === "de" || asked === "en") return asked;
  throw new Refusal("invalid", "query.language", `Expected de or en, but it is ${asked}`);
}

async function importDmn({ body }: Call<Buffer>): Promise<unknown> {
  const { ruleSets, findings } = await readDmn(decodeXml(body));
  return {
    ruleSets: ruleSets.map((each) => ({ ...each, checks: checkRuleSetBody(each.body) })),
    findings,
  };
}
