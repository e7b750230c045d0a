import { useEffect, useMemo, useRef, useState } from "react";
import type { Conflict } from "../../../server/diagram/merge/types.ts";
import { useShortcuts } from "../../keys/KeyboardProvider.tsx";
import { Button } from "../../kit/Button.tsx";
import { Failure, Skeleton } from "../../kit/states.tsx";
import { mergeViews, type MergeView } from "../../search.ts";
import { useWords } from "../../words/language.tsx";
import { LazyXmlDiagram } from "../../processes/diagram/LazyXmlDiagram.tsx";
import type { Mark, Marks } from "../../processes/diagram/marks.ts";
import { Checks } from "./Checks.tsx";
import { ConflictCard } from "./ConflictCard.tsx";
import { MergeList } from "./MergeList.tsx";
import type { Merging, Three } from "./useMerge.ts";
import css from "./Merge.module.css";

/** What both sides are called here: "my changes" and the person's, or the fork and the standard. */
export type SideNames = { readonly ours: string; readonly theirs: string };
export type MergeBoardProps = {
  readonly three: Three;
  readonly merging: Merging;
  readonly names: SideNames;
  readonly view: MergeView;
  readonly onView: (view: MergeView) => void;
};

/** A merge as a person works it: what happened, one conflict at a time, the result as it would be. */
export function MergeBoard({ three, merging, names, view, onView }: MergeBoardProps) {
  const { t } = useWords();
  const { merge, error } = merging;
  const [at, setAt] = useState(0);
  const [looked, setLooked] = useState<string | null>(null);
  const [isWhole, setWhole] = useState(false);
  const conflicts = merge?.conflicts ?? [];
  const conflict = conflicts[Math.min(at, conflicts.length - 1)];
  const go = (by: number) => {
    setLooked(null);
    setAt((before) => (conflicts.length === 0 ? 0 : (before + by + conflicts.length) % conflicts.length));
  };
  const decide = (index: number) => {
    const option = conflict?.options[index];
    if (conflict === undefined || option === undefined) return;
    merging.decide(conflict, option);
    const next = conflicts.findIndex((each) => each.id !== conflict.id && merging.resolutions[each.id] === undefined);
    if (next >= 0) setAt(next);
  };
  useShortcuts({
    nextConflict: () => go(1),
    previousConflict: () => go(-1),
    zoom: () => setWhole((before) => !before),
    firstChoice: () => decide(0),
    secondChoice: () => decide(1),
    thirdChoice: () => decide(2),
    fourthChoice: () => decide(3),
  });
  const marks = useMemo(
    () => (merge === undefined ? new Map<string, Mark>() : marksOf(merge, conflicts)),
    [merge, conflicts],
  );
  const selected = looked ?? conflict?.elements[0]?.id ?? null;
  const board = useRef<HTMLDivElement>(null);
  useEffect(() => board.current?.focus(), []);

  if (error !== null) return <Failure error={error} />;
  if (merge === undefined) return <Skeleton rows={3} height={160} />;
  return (
    <div className={css["board"]} ref={board} tabIndex={-1}>
      <MergeList
        merge={merge}
        names={names}
        resolutions={merging.resolutions}
        current={conflict?.id ?? null}
        onConflict={(index) => {
          setLooked(null);
          setAt(index);
        }}
        onElement={setLooked}
      />
      <div className={css["middle"]}>
        <div className={css["views"]} role="group" aria-label={t("merge.view")}>
          {mergeViews.map((one) => (
            <Button
              key={one}
              kind={one === view ? "primary" : "quiet"}
              pressed={one === view}
              onPress={() => onView(one)}
            >
              {one === "ours" || one === "theirs" ? names[one] : t(`merge.${one}`)}
            </Button>
          ))}
        </div>
        <div className={css["diagrams"]} data-view={view}>
          <Diagrams
            three={three}
            result={merge.xml}
            view={view}
            names={names}
            marks={marks}
            selected={selected}
            isWhole={isWhole}
            onSelect={setLooked}
          />
        </div>
        <Checks merge={merge} open={merging.open.length} />
      </div>
      <ConflictCard
        conflict={conflict}
        index={Math.min(at, conflicts.length - 1)}
        count={conflicts.length}
        chosen={conflict === undefined ? undefined : merging.resolutions[conflict.id]}
        names={names}
        onChoose={(option) => conflict !== undefined && merging.decide(conflict, option)}
        onStep={go}
      />
    </div>
  );
}

type DiagramsProps = {
  readonly three: Three;
  readonly result: string;
  readonly view: MergeView;
  readonly names: SideNames;
  readonly marks: Marks;
  readonly selected: string | null;
  /** All of it at a glance instead of the place that is looked at. */
  readonly isWhole: boolean;
  readonly onSelect: (id: string | null) => void;
};

function Diagrams({ three, result, view, names, ...shown }: DiagramsProps) {
  const { t } = useWords();
  if (view === "beside")
    return (
      <>
        <LazyXmlDiagram {...shown} xml={three.ours} label={names.ours} tools={<h3>{names.ours}</h3>} />
        <LazyXmlDiagram {...shown} xml={three.theirs} label={names.theirs} tools={<h3>{names.theirs}</h3>} />
      </>
    );
  const labels = { result: t("merge.result"), base: t("merge.base"), ...names };
  return <LazyXmlDiagram key={view} {...shown} xml={view === "result" ? result : three[view]} label={labels[view]} />;
}

function marksOf(merge: NonNullable<Merging["merge"]>, conflicts: readonly Conflict[]): Marks {
  const marks = new Map<string, Mark>();
  for (const side of ["ours", "theirs"] as const)
    for (const { kind, element } of merge.changes[side]) marks.set(element.id, kind);
  for (const { elements } of conflicts) for (const { id } of elements) marks.set(id, "conflict");
  return marks;
}
