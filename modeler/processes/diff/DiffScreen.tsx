import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Equal } from "lucide-react";
import { useMemo } from "react";
import type { Diff } from "../../../server/diagram/diff/diff.ts";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { Empty, Failure, Skeleton } from "../../kit/states.tsx";
import { diffViews, type DiffSearch } from "../../search.ts";
import { useWords } from "../../words/language.tsx";
import { LazyXmlDiagram } from "../diagram/LazyXmlDiagram.tsx";
import { versionsQuery } from "../queries.ts";
import { ChangeList } from "./ChangeList.tsx";
import { chosenSides, draftOf, sideName, useSide, useSideChoices, type Side } from "./side.ts";
import { goneOf, marksOf } from "./summary.ts";
import css from "./Diff.module.css";
import { learn } from "../../words/dictionary.ts";
import { designWords } from "../../words/design.ts";

learn(designWords);

/** Two versions of a process, or a draft and a version: what is different by element and property, on one diagram or beside each other. */
export function DiffScreen() {
  const { key } = useParams({ from: "/shell/processes/$key/diff" });
  const { t } = useWords();
  const search = useSearch({ from: "/shell/processes/$key/diff" });
  const navigate = useNavigate({ from: "/processes/$key/diff" });
  const versions = useQuery(versionsQuery("process", key));
  const { from, to } = chosenSides(search, versions.data?.items[0]?.version);
  const change = (next: { [Name in keyof DiffSearch]?: DiffSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const view = search.view ?? "overlay";
  const choices = useSideChoices(versions.data, to);
  return (
    <div className={css["screen"]}>
      <header className={css["header"]}>
        <div className={css["title"]}>
          <nav className={css["crumbs"]} aria-label={t("instance.trailOfCrumbs")}>
            <Link to="/processes" search={{}}>
              {t("shell.processes")}
            </Link>
            <span aria-hidden="true">/</span>
            <Link to="/processes/$key" params={{ key }} search={{ tab: "versions" }}>
              {versions.data?.items[0]?.name ?? key}
            </Link>
          </nav>
          <h1>{t(draftOf(to) === null ? "diff.title" : "diff.titleDraft", { from, to })}</h1>
        </div>
        <div className={css["pickers"]}>
          <Picker isCompact label={t("diff.from")} value={from} choices={choices} onChange={(version) => change({ from: version })} />
          <span aria-hidden="true">→</span>
          <Picker isCompact label={t("diff.to")} value={to} choices={choices} onChange={(version) => change({ to: version })} />
        </div>
        <div className={css["views"]} role="group" aria-label={t("diff.view")}>
          {diffViews.map((one) => (
            <Button key={one} kind={one === view ? "primary" : "quiet"} pressed={one === view} onPress={() => change({ view: one })}>
              {t(`diff.${one}`)}
            </Button>
          ))}
        </div>
      </header>
      <Compared processKey={key} from={from} to={to} view={view} selected={search.el ?? null} onSelect={(el) => change({ el })} />
    </div>
  );
}

export type ComparedProps = {
  readonly processKey: string;
  readonly from: Side;
  readonly to: Side;
  readonly view: (typeof diffViews)[number];
  readonly selected: string | null;
  readonly onSelect: (id: string | undefined) => void;
};

function Compared({ processKey, from, to, view, selected, onSelect }: ComparedProps) {
  const { error, compared } = useComparison(processKey, from, to);
  if (error !== null) return <Failure error={error} />;
  if (compared === null) return <Skeleton rows={2} height={240} />;
  const select = (id: string | null) => onSelect(id === null || id === selected ? undefined : id);
  return (
    <div className={css["compared"]}>
      <Diagrams compared={compared} from={from} to={to} view={view} selected={selected} onSelect={select} />
      <Changes diff={compared.diff} selected={selected} onSelect={select} />
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
    queryFn: async () => (await import("../../../server/diagram/diff/diff.ts")).diff(was ?? "", is ?? ""),
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
