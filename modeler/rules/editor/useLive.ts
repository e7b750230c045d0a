import { useMemo, useState } from "react";
import { useWords } from "../../words/language.tsx";
import { checkBody, explainBody, testBody } from "../queries.ts";
import { marksOf } from "../sheet/marks.ts";
import type { Facts, RuleTable } from "../table/ruleTable.ts";
import { useAsked } from "./useAsked.ts";

/** Milliseconds after the last key: what is watched while typing, and what may come a little later. */
const quick = 140;
const calm = 450;

/** What a table means as it stands right now: findings, tests, the facts that are tried; and the marks of all that. */
export function useLive(ruleKey: string, table: RuleTable) {
  const { pick } = useWords();
  const [facts, setFacts] = useState<Facts>(() => table.tests?.[0]?.facts ?? {});
  const [wanted, setWanted] = useState<Facts | null>(null);
  const [runs, setRuns] = useState(0);
  const asked = useMemo(() => ({ body: table, runs }), [table, runs]);
  const explained = useMemo(
    () => ({ body: table, facts, ...(wanted === null ? {} : { wanted }) }),
    [table, facts, wanted],
  );
  const checks = useAsked(asked, ({ body }, signal) => checkBody(ruleKey, body, signal), calm);
  const tests = useAsked(asked, ({ body }, signal) => testBody(ruleKey, body, signal), quick);
  const why = useAsked(explained, (about, signal) => explainBody(ruleKey, about, signal), quick);
  const told = why.error === null ? why.answer : null;
  const marks = useMemo(
    () => marksOf(checks.answer ?? [], tests.answer, told, pick),
    [checks.answer, tests.answer, told, pick],
  );
  return {
    facts,
    setFacts,
    wanted,
    setWanted,
    checks,
    tests,
    why,
    marks,
    rerun: () => setRuns((before) => before + 1),
  };
}
