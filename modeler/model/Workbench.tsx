import { useCallback, useMemo, useRef, useState, type ReactNode } from "react";
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
import { chosenOf, shownProcess } from "./island/chosen.ts";
import type { Island } from "./island/island.ts";
import type { Moddle } from "./island/moddle.ts";
import { nameIn } from "./panel/kinds.ts";
import { Overtaken } from "./Overtaken.tsx";
import { Panel } from "./panel/Panel.tsx";
import { Pasted } from "./Pasted.tsx";
import { HereProvider, type Here } from "./panel/place.tsx";
import { Simulation } from "./simulation/LazySimulation.tsx";
import { StaleNotice } from "./StaleNotice.tsx";
import { useCatalogue } from "./useCatalogue.ts";
import { useCompare } from "./useCompare.ts";
import { useDrawing } from "./useDrawing.ts";
import { useElements, useMarks } from "./useMarks.ts";
import { useOpenPart } from "./useOpenPart.ts";
import { useAllProblems } from "./useProblems.ts";
import css from "./Workbench.module.css";

export type WorkbenchProps = {
  readonly draft: Draft;
  readonly part: DraftPartBody;
  readonly onSaved: () => void;
};

/** Where a process of a draft is drawn: canvas, panel, and what lies below. Everything is saved by itself. */
export function Workbench({ draft, part, onSaved }: WorkbenchProps) {
  const { t, language } = useWords();
  const search = useSearch({ from: "/shell/drafts/$id" });
  const navigate = useNavigate({ from: "/drafts/$id" });
  const narrow = useCallback(
    (change: { tab?: DrawerTab | undefined }) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace: true }),
    [navigate],
  );
  const canEdit = draft.actions.includes("edit");
  const drawing = useDrawing(draft, part, onSaved);
  const { place, island, failure, change, autosave } = drawing;
  const [tested, setTested] = useState<Shown | null>(null);
  const [simulated, setSimulated] = useState<string | null>(null);
  const problems = useAllProblems(draft, part.key, island, change);
  const { showElement, nameOf, formOf } = useElements(island, language);
  const catalogue = useCatalogue(draft);
  const openPart = useOpenPart(draft);
  const openFrom: Here["openPart"] = (kind, key, name) =>
    openPart(kind, key, name, { process: part.key, ...chosenId(island) });
  useMarks(island, change, { problems, tested, el: search.el }, (id) => {
    showElement(id);
    narrow({ tab: "problems" });
  });

  const at = useRef(-1);
  useShortcuts({
    save: () => void autosave.flush(),
    compare: useCompare(draft.id, part, autosave.flush),
    nextProblem: () => {
      at.current = (at.current + 1) % Math.max(1, problems.length);
      const problem = problems[at.current];
      if (problem !== undefined) showElement(problem.elementId);
    },
  });
  const tab = search.tab ?? null;
  const isSimulating = simulated !== null;
  const simulate = async () => setSimulated(isSimulating ? null : await drawing.read());
  const below: Record<DrawerTab, () => ReactNode> = {
    problems: () => <Problems problems={problems} nameOf={nameOf} onElement={showElement} />,
    variables: () => (
      <VariablesPanel
        process={island === null ? undefined : shownProcess(island)}
        fieldsOf={catalogue.fieldsOf}
        onElement={showElement}
      />
    ),
    tests: () => (
      <Tests
        draft={draft}
        processKey={part.key}
        shown={tested}
        onShow={setTested}
        onBeforeRun={autosave.flush}
        nameOf={nameOf}
        formOf={formOf}
      />
    ),
    parts: () => (
      <Parts
        draft={draft}
        current={part.key}
        onOpen={({ kind, key }) =>
          kind === "process" ? void navigate({ search: { process: key } }) : openPart(kind, key)
        }
      />
    ),
    history: () => <History draftId={draft.id} processKey={part.key} baseVersion={part.baseVersion} />,
  };

  return (
    <div className={css["bench"]} data-drawer={tab === null ? "closed" : "open"}>
      <DraftHeader
        draft={draft}
        part={part}
        island={island}
        change={change}
        autosave={autosave}
        isSimulating={isSimulating}
        onSimulate={() => void simulate()}
      />
      <Overtaken draft={draft} part={part} />
      <Pasted island={island} change={change} catalogue={catalogue} />
      <StaleNotice
        draft={draft}
        part={part}
        autosave={autosave}
        base={drawing.base}
        read={drawing.read}
        onTake={drawing.take}
      />
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
          <aside className={css["panel"]} aria-label={t("panel.title")}>
            <Properties
              island={island}
              change={change}
              here={{ catalogue, draft, openPart: openFrom }}
              isReadOnly={!canEdit}
            />
          </aside>
        )}
      </div>
      <Drawer
        tab={tab}
        onTab={(next) => narrow({ tab: next ?? undefined })}
        counts={{ problems: problems.length, parts: draft.parts.length }}
        hasErrors={problems.some((problem) => problem.severity === "error")}
      >
        {tab === null ? null : below[tab]()}
      </Drawer>
    </div>
  );
}

/** The element to come back to. */
function chosenId(island: Island | null): { readonly el?: string } {
  const chosen = island === null ? null : chosenOf(island);
  return chosen?.kind === "one" && chosen.owner.id !== undefined ? { el: chosen.owner.id } : {};
}

type PropertiesProps = {
  readonly island: Island | null;
  readonly change: number;
  readonly here: Pick<Here, "catalogue" | "draft" | "openPart">;
  readonly isReadOnly: boolean;
};

/** The panel of what is chosen. */
function Properties({ island, change, here, isReadOnly }: PropertiesProps) {
  const { t, language } = useWords();
  const chosen = useMemo(() => (change < 0 || island === null ? null : chosenOf(island)), [island, change]);
  const { catalogue } = here;
  if (island === null || chosen === null) return null;
  if (chosen.kind === "several")
    return <Empty title={t("panel.several", { count: chosen.count })} text={t("panel.severalText")} />;
  const value: Here = {
    island,
    element: chosen.element,
    owner: chosen.owner,
    variables: () => variablesAt(chosen.owner, catalogue.fieldsOf),
    nameOf: (element: Moddle) => nameIn(element, language),
    ...here,
  };
  return (
    <HereProvider value={value}>
      <div key={chosen.owner.id} inert={isReadOnly}>
        <Panel />
      </div>
    </HereProvider>
  );
}
