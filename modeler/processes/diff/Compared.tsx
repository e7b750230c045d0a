import { useQuery } from "@tanstack/react-query";
import { Equal } from "lucide-react";
import { useMemo } from "react";
import type { Diff } from "../../../server/diagram/diff/diff.ts";
import { Chip } from "../../kit/Chip.tsx";
import { Empty, Failure, Skeleton } from "../../kit/states.tsx";
import { whenReached } from "../../live/reach.ts";
import type { DiffView } from "../../search.ts";
import { useWords } from "../../words/language.tsx";
import { LazyXmlDiagram } from "../diagram/LazyXmlDiagram.tsx";
import { ChangeList } from "./ChangeList.tsx";
import { sideName, useSide, type Side } from "./side.ts";
import { goneOf, marksOf } from "./summary.ts";
import css from "./Diff.module.css";

export type ComparedProps = {
  readonly processKey: string;
  readonly from: Side;
  readonly to: Side;
  readonly view: DiffView;
  readonly selected: string | null;
  readonly onSelect: (id: string | undefined) => void;
};

/** Two sides of a process on one diagram or two, and the list of what tells them apart. Where it is narrow, one below the other. */
export function Compared({ processKey, from, to, view, selected, onSelect }: ComparedProps) {
  const { error, compared } = useComparison(processKey, from, to);
  if (error !== null) return <Failure error={error} />;
  if (compared === null) return <Skeleton rows={2} height={240} />;
  const select = (id: string | null) => onSelect(id === null || id === selected ? undefined : id);
  return (
    <div className={css["place"]}>
      <div className={css["compared"]}>
        <Diagrams compared={compared} from={from} to={to} view={view} selected={selected} onSelect={select} />
        <Changes diff={compared.diff} selected={selected} onSelect={select} />
      </div>
    </div>
  );
}

type Comparison = { readonly before: string; readonly after: string; readonly diff: Diff };

/** Two sides and what tells them apart. The browser runs the very function that the server and the command line run. */
function useComparison(key: string, from: Side, to: Side) {
  const before = useSide("process", key, from);
  const after = useSide("process", key, to);
  const [was, is] = [textOf(before.data?.body), textOf(after.data?.body)];
  const { data: diff, error } = useQuery({
    queryKey: ["diff", before.data?.mark, after.data?.mark],
    queryFn: async () => (await whenReached(() => import("../../../server/diagram/diff/diff.ts"))).diff(was ?? "", is ?? ""),
    enabled: was !== null && is !== null,
    staleTime: Infinity,
  });
  const compared = useMemo<Comparison | null>(
    () => (diff === undefined || was === null || is === null ? null : { before: was, after: is, diff }),
    [was, is, diff],
  );
  return { error: before.error ?? after.error ?? error, compared };
}

type DiagramsProps = Pick<ComparedProps, "from" | "to" | "view" | "selected"> & {
  readonly compared: Comparison;
  readonly onSelect: (id: string | null) => void;
};

function Diagrams({ compared, from, to, view, selected, onSelect }: DiagramsProps) {
  const { t } = useWords();
  const { before, after, diff } = compared;
  const marks = useMemo(() => ({ before: marksOf(diff, "before"), after: marksOf(diff, "after") }), [diff]);
  const ghosts = useMemo(() => ({ xml: before, ids: goneOf(diff) }), [before, diff]);
  const chosen = { selected, onSelect };
  const [older, newer] = [sideName(t, from), sideName(t, to)];
  if (view === "overlay")
    return (
      <div className={css["diagrams"]} data-view={view}>
        <LazyXmlDiagram
          xml={after}
          label={newer}
          marks={marks.after}
          ghosts={ghosts}
          {...chosen}
          tools={<Legend />}
        />
      </div>
    );
  return (
    <div className={css["diagrams"]} data-view={view}>
      <LazyXmlDiagram xml={before} label={older} marks={marks.before} {...chosen} tools={<h2>{older}</h2>} />
      <LazyXmlDiagram xml={after} label={newer} marks={marks.after} {...chosen} tools={<h2>{newer}</h2>} />
    </div>
  );
}

type ChangesProps = {
  readonly diff: Diff;
  readonly selected: string | null;
  readonly onSelect: (id: string | null) => void;
};

function Changes({ diff, selected, onSelect }: ChangesProps) {
  const { t } = useWords();
  const { changes, layout } = diff;
  const redrawn = new Set(layout.map(({ element }) => element.id)).size;
  return (
    <section className={css["list"]} aria-label={t("diff.changes")}>
      <h2>{t("diff.count", { count: changes.length })}</h2>
      {changes.length === 0 && (
        <Empty
          title={t("diff.same")}
          text={redrawn > 0 ? t("diff.onlyLayout") : t("diff.sameText")}
          icon={<Equal aria-hidden="true" />}
        />
      )}
      <ChangeList changes={changes} selected={selected} onSelect={onSelect} />
      {redrawn > 0 && <p className={css["layout"]}>{t("diff.layout", { count: redrawn })}</p>}
    </section>
  );
}

function Legend() {
  const { t } = useWords();
  return (
    <p className={css["legend"]}>
      <Chip tone="ok">{t("change.added")}</Chip>
      <Chip tone="warn">{t("change.changed")}</Chip>
      <Chip tone="bad">{t("change.removed")}</Chip>
    </p>
  );
}

function textOf(body: unknown): string | null {
  return typeof body === "string" ? body : null;
}
