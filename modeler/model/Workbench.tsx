import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useShortcuts } from "../keys/KeyboardProvider.tsx";
import { Empty } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import type { DrawerTab } from "../search.ts";
import type { Draft, DraftPartBody } from "../processes/queries.ts";
import { Drawer } from "./drawer/Drawer.tsx";
import { History } from "./drawer/History.tsx";
import { Parts } from "./drawer/Parts.tsx";
import { Problems } from "./drawer/Problems.tsx";
import { Tests, type Shown } from "./drawer/Tests.tsx";
import { VariablesPanel } from "./drawer/VariablesPanel.tsx";
import { DraftHeader } from "./DraftHeader.tsx";
import { variablesAt } from "./facts/variables.ts";
import { Canvas } from "./island/Canvas.tsx";
import { choose, chosenOf, shownProcess } from "./island/chosen.ts";
import { modelOf } from "./island/island.ts";
import { markProblems, markTests } from "./island/markers.ts";
import type { Moddle } from "./island/moddle.ts";
import { useIsland, useModelChange, type Opened } from "./island/useIsland.ts";
import { nameIn } from "./panel/kinds.ts";
import { Panel } from "./panel/Panel.tsx";
import { HereProvider, type Here } from "./panel/place.tsx";
import { StaleNotice } from "./StaleNotice.tsx";
import { useAutosave } from "./useAutosave.ts";
import { useCatalogue } from "./useCatalogue.ts";
import { useOpenPart } from "./useOpenPart.ts";
import { problemsOf, useProblems } from "./useProblems.ts";
import { Simulation } from "./simulation/LazySimulation.tsx";
import css from "./Workbench.module.css";

export type WorkbenchProps = {
  readonly draft: Draft;
  readonly part: DraftPartBody;
  readonly onSaved: () => void;
};

/** Where a process of a draft is drawn: canvas, panel, and what lies below. Everything is saved by itself. */
export function Workbench({ draft, part, onSaved }: WorkbenchProps) {
  const { pick, language } = useWords();
  const search = useSearch({ from: "/shell/drafts/$id" });
  const navigate = useNavigate({ from: "/drafts/$id" });
  const narrow = useCallback(
    (change: { tab?: DrawerTab | undefined; simulate?: string | undefined }) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace: true }),
    [navigate],
  );
  const place = useRef<HTMLDivElement>(null);
  const canEdit = draft.actions.includes("edit");
  const [opened, setOpened] = useState<Opened>(() => ({ xml: String(part.body) }));
  const [base, setBase] = useState(() => String(part.body));
  const [tested, setTested] = useState<Shown | null>(null);
  const [simulated, setSimulated] = useState<string | null>(null);
  const sent = useRef(base);
  const touched = useRef<() => void>(() => undefined);
  const { island, failure } = useIsland(place, opened, () => touched.current());
  const change = useModelChange(island);

  const autosave = useAutosave({
    draftId: draft.id,
    kind: "process",
    partKey: part.key,
    revision: part.revision,
    read: async () => {
      sent.current = island === null ? opened.xml : await island.save();
      return sent.current;
    },
    onSaved: () => {
      setBase(sent.current);
      onSaved();
    },
  });
  useEffect(() => {
    touched.current = () => canEdit && autosave.touch();
  });

  const live = useProblems(island, change);
  const checked = draft.report?.contentHash === draft.contentHash ? draft.report.findings : [];
  const problems = useMemo(
    () => merge(live, problemsOf(checked, part.key, pick)),
    [live, checked, part.key, pick],
  );
  const showElement = useCallback((id: string) => island !== null && choose(island, id), [island]);
  useEffect(() => {
    if (island === null) return;
    markProblems(island, problems, (id) => {
      showElement(id);
      narrow({ tab: "problems" });
    });
  }, [island, problems, showElement, narrow]);
  useEffect(() => {
    if (island !== null) markTests(island, tested);
  }, [island, tested, change]);
  const shown = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (island === null || search.el === undefined || shown.current === search.el) return;
    shown.current = search.el;
    choose(island, search.el);
  }, [island, search.el]);

  const at = useRef(-1);
  useShortcuts({
    save: () => void autosave.flush(),
    nextProblem: () => {
      at.current = (at.current + 1) % Math.max(1, problems.length);
      const problem = problems[at.current];
      if (problem !== undefined) showElement(problem.elementId);
    },
  });
  const catalogue = useCatalogue(draft);
  const nameOf = useCallback(
    (id: string) => {
      const model = modelOf(island?.registry.get(id) as Parameters<typeof modelOf>[0]); // the registry of bpmn-js holds these
      return model === undefined ? id : nameIn(model, language);
    },
    [island, language],
  );
  const openPart = useOpenPart(draft);
  const simulate = async () => {
    if (island === null) return;
    setSimulated(await island.save());
    narrow({ simulate: "yes" });
  };
  const process = island === null ? undefined : shownProcess(island);
  const tab = search.tab ?? null;
  const isSimulating = search.simulate !== undefined && simulated !== null;

  return (
    <div className={css["bench"]} data-drawer={tab === null ? "closed" : "open"}>
      <DraftHeader
        draft={draft}
        part={part}
        island={island}
        change={change}
        autosave={autosave}
        isSimulating={isSimulating}
        onSimulate={() => (isSimulating ? narrow({ simulate: undefined }) : void simulate())}
      />
      <StaleNotice draft={draft} part={part} autosave={autosave} base={base} read={() => island?.save() ?? Promise.resolve(opened.xml)} onTake={(xml) => { setOpened({ xml }); setBase(xml); }} />
      <div className={css["work"]} data-wide={isSimulating}>
        <div className={css["canvas"]} data-hidden={isSimulating}>
          <Canvas place={place} island={island} failure={failure} change={change} />
        </div>
        {isSimulating && (
          <div className={css["canvas"]}>
            <Simulation xml={simulated} />
          </div>
        )}
        {!isSimulating && (
          <aside className={css["panel"]} aria-label={pick({ de: "Eigenschaften", en: "Properties" })}>
            {island !== null && <Properties island={island} change={change} here={{ catalogue, openPart }} language={language} isReadOnly={!canEdit} />}
          </aside>
        )}
      </div>
      <Drawer
        tab={tab}
        onTab={(next) => narrow({ tab: next ?? undefined })}
        counts={{ problems: problems.length, tests: draft.parts.filter((each) => each.kind === "scenario").length, parts: draft.parts.length }}
        hasErrors={problems.some((problem) => problem.severity === "error")}
      >
        {tab === "problems" && <Problems problems={problems} nameOf={nameOf} onElement={showElement} />}
        {tab === "variables" && <VariablesPanel process={process} fieldsOf={catalogue.fieldsOf} onElement={showElement} />}
        {tab === "tests" && <Tests draft={draft} processKey={part.key} shown={tested} onShow={setTested} onBeforeRun={autosave.flush} />}
        {tab === "parts" && <Parts draft={draft} current={part.key} onOpen={(each) => (each.kind === "process" ? void navigate({ search: { process: each.key } }) : openPart(each.kind, each.key))} />}
        {tab === "history" && <History processKey={part.key} baseVersion={part.baseVersion} />}
      </Drawer>
    </div>
  );
}

type PropertiesProps = {
  readonly island: NonNullable<ReturnType<typeof useIsland>["island"]>;
  readonly change: number;
  readonly here: Pick<Here, "catalogue" | "openPart">;
  readonly language: "de" | "en";
  readonly isReadOnly: boolean;
};

/** The panel of what is chosen. */
function Properties({ island, change, here, language, isReadOnly }: PropertiesProps) {
  const { t } = useWords();
  const chosen = useMemo(() => (change < 0 ? null : chosenOf(island)), [island, change]);
  const { catalogue, openPart } = here;
  if (chosen === null) return null;
  if (chosen.kind === "several")
    return <Empty title={t("panel.several", { count: chosen.count })} text={t("panel.severalText")} />;
  const value: Here = {
    island,
    element: chosen.element,
    owner: chosen.owner,
    variables: () => variablesAt(chosen.owner, catalogue.fieldsOf),
    nameOf: (element: Moddle) => nameIn(element, language),
    catalogue,
    openPart,
  };
  return (
    <HereProvider value={value}>
      <div key={chosen.owner.id} inert={isReadOnly}>
        <Panel />
      </div>
    </HereProvider>
  );
}

/** What the draft's check found besides what is found while drawing. */
function merge<P extends { readonly elementId: string; readonly code: string }>(live: readonly P[], checked: readonly P[]): readonly P[] {
  const known = new Set(live.map((problem) => `${problem.elementId} ${problem.code}`));
  return [...live, ...checked.filter((problem) => !known.has(`${problem.elementId} ${problem.code}`))];
}
