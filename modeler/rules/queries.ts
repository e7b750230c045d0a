import { queryOptions } from "@tanstack/react-query";
import type * as wire from "../../server/http/wireRules.ts";
import { request } from "../api/request.ts";
import type { Facts } from "./table/ruleTable.ts";

export type RuleFinding = wire.RuleFinding;
export type RuleTestRun = wire.RuleTestRun;
export type RuleTestResult = RuleTestRun["results"][number];
export type RuleExplanation = wire.RuleExplanation;
export type Impact = wire.Impact;
export type ImpactFinding = wire.ImpactFindings["items"][number];
export type RuleSetDifference = wire.RuleSetDifference;
export type RuleChange = RuleSetDifference["changes"][number];
export type RuleSetMerged = wire.RuleSetMerged;
export type ReadDmn = wire.ReadDmn;
export type RuleUse = { readonly key: string; readonly name: string; readonly elements: readonly string[] };

const address = (key: string) => `/api/rule-sets/${encodeURIComponent(key)}`;

/** What the static checks find in a rule set as it is given. */
export function checkBody(key: string, body: unknown, signal: AbortSignal): Promise<readonly RuleFinding[]> {
  return request<{ items: RuleFinding[] }>("POST", `${address(key)}/check`, { body: { body }, signal }).then(
    ({ items }) => items,
  );
}

/** Runs the unit tests of a rule set as it is given. */
export function testBody(key: string, body: unknown, signal: AbortSignal): Promise<RuleTestRun> {
  return request<RuleTestRun>("POST", `${address(key)}/test`, { body: { body }, signal });
}

/** What a rule set decides of facts, row by row; `wanted`: which results the smallest change shall lead to. */
export function explainBody(
  key: string,
  asked: { body: unknown; facts: Facts; wanted?: Facts },
  signal: AbortSignal,
): Promise<RuleExplanation> {
  return request<RuleExplanation>("POST", `${address(key)}/explain`, { body: asked, signal });
}

/** How two versions differ, by meaning. */
export function differenceQuery(hashes: readonly [string, string], before: unknown, after: unknown) {
  return queryOptions({
    queryKey: ["ruleDifference", ...hashes],
    queryFn: ({ signal }) =>
      request<RuleSetDifference>("POST", "/api/rule-sets/compare", { body: { before, after }, signal }),
    staleTime: Infinity,
  });
}

/** Puts two descendants of a rule set together, row by row; stores nothing. */
export function mergeBodies(body: {
  base: unknown;
  ours: unknown;
  theirs: unknown;
  resolutions: Record<string, "ours" | "theirs">;
}): Promise<RuleSetMerged> {
  return request<RuleSetMerged>("POST", "/api/rule-sets/merge", { body });
}

/** Replays the last decisions against a rule set as it is given; goes on in the background. */
export function startImpact(key: string, body: unknown, last: number): Promise<{ id: string; total: number }> {
  return request<{ id: string; total: number }>("POST", `${address(key)}/impact`, { body: { body, last } });
}

/** How far a run is; asked again until it is done. */
export function impactQuery(id: string) {
  return queryOptions({
    queryKey: ["impacts", id],
    queryFn: ({ signal }) => request<Impact>("GET", `/api/impacts/${id}`, { signal }),
    refetchInterval: (query) => (query.state.data?.state === "running" || query.state.data === undefined ? 600 : false),
  });
}

/** The decisions that would come out differently, or cannot be replayed. */
export function impactFindingsQuery(id: string, isDone: boolean) {
  return queryOptions({
    queryKey: ["impacts", id, "findings", isDone],
    queryFn: ({ signal }) =>
      request<{ items: ImpactFinding[]; nextCursor: string | null }>("GET", `/api/impacts/${id}/findings?limit=200`, {
        signal,
      }),
  });
}

/** Ends a run; what it has found stays. */
export function cancelImpact(id: string): Promise<void> {
  return request<void>("POST", `/api/impacts/${id}/cancel`, { body: {} });
}

/** Reads the decision tables of a DMN file; nothing is kept. */
export async function readDmnFile(xml: string): Promise<ReadDmn> {
  const headers = {
    "Content-Type": "application/xml",
    Accept: "application/json",
    "X-Requested-With": "ablauf",
    "Accept-Language": document.documentElement.lang,
  };
  const response = await fetch("/api/rule-sets/read-dmn", {
    method: "POST",
    headers,
    body: xml,
    credentials: "same-origin",
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer as ReadDmn; // the server's promise (wireRules.ts)
  const detail: unknown = typeof answer === "object" && answer !== null ? Reflect.get(answer, "detail") : null;
  throw new Error(typeof detail === "string" ? detail : String(response.status));
}

/** The processes whose newest version was tested with a rule set. */
export function usesQuery() {
  return queryOptions({
    queryKey: ["catalogue", "ruleUses"],
    queryFn: ({ signal }) =>
      request<{ items: { ruleSet: string; process: string }[] }>("GET", "/api/rule-sets/uses", { signal }),
  });
}
