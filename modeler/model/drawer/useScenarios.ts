import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { request } from "../../api/request.ts";
import type { Labels, Language } from "../../api/types.ts";
import { fieldsOf, textOf, type Fields } from "../../designer/scenario/case.ts";
import { useToasts } from "../../kit/toasts.tsx";
import { keyOf } from "../../processes/key.ts";
import { catalogueQuery, readPart, savePart, versionQuery } from "../../processes/queries.ts";
import type { Draft, DraftPart, ScenarioReport } from "../../processes/queries.ts";
import { words } from "../../words/dictionary.ts";
import { useWords } from "../../words/language.tsx";
import { translate } from "../../words/translate.ts";
import { completing, inheritedSteps, openedAt, type OpenTask } from "./openTasks.ts";

export type ScenarioRow = {
  /** Its key as a part: `process:name`. */
  readonly key: string;
  readonly name: string;
  readonly version: number | null;
};

/** The scenarios of a process: those of the draft and those that are published. */
export function useScenarios(draft: Draft, processKey: string): readonly ScenarioRow[] {
  const { data } = useQuery(catalogueQuery("scenario"));
  return useMemo(() => {
    const begins = `${processKey}:`;
    const published = (data?.items ?? []).filter(({ key }) => key.startsWith(begins));
    const rows = new Map<string, ScenarioRow>(published.map((row) => [row.key, row]));
    for (const { kind, key } of draft.parts)
      if (kind === "scenario" && key.startsWith(begins) && !rows.has(key))
        rows.set(key, { key, name: key.slice(begins.length), version: null });
    return [...rows.values()].toSorted((a, b) => a.name.localeCompare(b.name));
  }, [data, draft.parts, processKey]);
}

/** What a new scenario begins with: nothing, a run that there was, or another scenario. */
export type Beginning =
  | { readonly from: "nothing"; readonly title: string }
  | { readonly from: "run"; readonly title: string; readonly instanceId: string }
  | { readonly from: "scenario"; readonly row: ScenarioRow };

/** Makes a scenario a part of the draft and opens it in its editor. */
export function useNewScenario(draft: Draft, processKey: string, known: readonly ScenarioRow[]) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { say } = useToasts();
  const { t, pick } = useWords();
  return useMutation({
    mutationFn: async (beginning: Beginning) => {
      const { body, gaps, title } = await bodyOf(beginning, client, draft);
      const key = freeKey(pick(title), processKey, known);
      const scenario = { ...body, key, process: processKey, title };
      await savePart(draft.id, { kind: "scenario", key: `${processKey}:${key}`, revision: null, body: scenario });
      return { key: `${processKey}:${key}`, gaps };
    },
    onSuccess: async ({ key, gaps }) => {
      await client.invalidateQueries({ queryKey: ["drafts"] });
      for (const gap of gaps) say({ tone: "info", text: t("scenario.gap", { what: pick(gap) }) });
      await navigate({ to: "/drafts/$id/parts/$kind/$key", params: { id: draft.id, kind: "scenario", key } });
    },
    onError: (error) => say({ tone: "bad", text: error.message }),
  });
}

type Begun = { readonly body: object; readonly gaps: readonly Labels[]; readonly title: Labels };

async function bodyOf(beginning: Beginning, client: QueryClient, draft: Draft): Promise<Begun> {
  switch (beginning.from) {
    case "nothing":
      return { body: { start: { kind: "none", variables: {} }, steps: [] }, gaps: [], title: both(beginning.title) };
    case "run": {
      const path = `/api/instances/${beginning.instanceId}/scenario`;
      const { scenario, gaps } = await request<{ scenario: object; gaps: readonly Labels[] }>("POST", path, {
        body: {},
      });
      return { body: scenario, gaps, title: both(beginning.title) };
    }
    case "scenario": {
      const body = await readScenario(beginning.row, client, draft);
      return { body, gaps: [], title: copied(fieldsOf(body["title"]), beginning.row.name) };
    }
  }
}

function both(title: string): Labels {
  return { de: title, en: title };
}

/** The title of a copy, in each language after what the other one is called in it. */
function copied(title: Fields, key: string): Labels {
  const called = (language: Language) =>
    translate(words["scenario.copyOf"], language, { name: textOf(title, language) || key });
  return { de: called("de"), en: called("en") };
}

/** A scenario as the draft has it, else as it is published. */
async function readScenario(row: ScenarioRow, client: QueryClient, draft: Draft): Promise<Fields> {
  const { key, version } = row;
  const isHeld = draft.parts.some((part) => part.kind === "scenario" && part.key === key);
  const { body } = isHeld
    ? await readPart(draft.id, "scenario", key)
    : await client.fetchQuery(versionQuery("scenario", key, version ?? 1));
  return fieldsOf(body);
}

/** Completes a task in every scenario that stands at it; those scenarios become parts of the draft. */
export function useCompleteEverywhere(draft: Draft, processKey: string, known: readonly ScenarioRow[]) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ task, variables }: { task: OpenTask; variables: Fields }) => {
      const read = await Promise.all(known.map((row) => readScenario(row, client, draft)));
      const bodies = new Map(known.map(({ key }, at) => [key.slice(processKey.length + 1), fieldsOf(read[at])]));
      const mend = async (report: ScenarioReport) => {
        const body = bodies.get(report.key);
        const step = openedAt(report, processKey, task.elementId);
        if (body === undefined || step === undefined) return;
        const at = step + 1 - inheritedSteps(body, bodies);
        const part = await heldScenario(draft, `${processKey}:${report.key}`);
        await savePart(draft.id, { ...part, body: completing(body, task.elementId, at, variables) });
      };
      await Promise.all(task.reports.map(mend));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["drafts"] }),
  });
}

/** A scenario as a part of the draft, taken in when it is not one yet. */
async function heldScenario(draft: Draft, key: string) {
  const kind = "scenario" as const;
  const held = draft.parts.find((part) => part.kind === kind && part.key === key);
  const { revision } =
    held ?? (await request<DraftPart>("POST", `/api/drafts/${draft.id}/parts`, { body: { from: { kind, key } } }));
  return { kind, key, revision };
}

function freeKey(title: string, processKey: string, known: readonly ScenarioRow[]): string {
  const base = keyOf(title) === "" ? "scenario" : keyOf(title);
  const isTaken = (key: string) => known.some((row) => row.key === `${processKey}:${key}`);
  let key = base;
  for (let count = 2; isTaken(key); count += 1) key = `${base}-${count}`;
  return key;
}
