import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Equal } from "lucide-react";
import { useMemo } from "react";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { Empty, Failure, Skeleton } from "../../kit/states.tsx";
import { diffViews, type DiffSearch } from "../../search.ts";
import { useWords } from "../../words/language.tsx";
import { LazyXmlDiagram } from "../diagram/LazyXmlDiagram.tsx";
import { versionQuery, versionsQuery } from "../queries.ts";
import { ChangeList } from "./ChangeList.tsx";
import { goneOf, marksOf } from "./summary.ts";
import css from "./Diff.module.css";

/** Two versions of a process: what is different by element and property, on one diagram or beside each other. */
export function DiffScreen() {
  const { key } = useParams({ from: "/shell/processes/$key/diff" });
  const { t } = useWords();
  const search = useSearch({ from: "/shell/processes/$key/diff" });
  const navigate = useNavigate({ from: "/processes/$key/diff" });
  const versions = useQuery(versionsQuery("process", key));
  const newest = versions.data?.items[0]?.version ?? 1;
  const to = Number(search.to ?? newest);
  const from = Number(search.from ?? Math.max(1, to - 1));
  const change = (next: { [Name in keyof DiffSearch]?: DiffSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const view = search.view ?? "overlay";
  const choices = (versions.data?.items ?? []).map(({ version }) => ({ id: String(version), name: t("instance.version", { version }) }));
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
          <h1>{t("diff.title", { from, to })}</h1>
        </div>
        <div className={css["pickers"]}>
          <Picker isCompact label={t("diff.from")} value={String(from)} choices={choices} onChange={(version) => change({ from: version })} />
          <span aria-hidden="true">→</span>
          <Picker isCompact label={t("diff.to")} value={String(to)} choices={choices} onChange={(version) => change({ to: version })} />
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
  readonly from: number;
  readonly to: number;
  readonly view: (typeof diffViews)[number];
  readonly selected: string | null;
  readonly onSelect: (id: string | undefined) => void;
};

function Compared({ processKey, from, to, view, selected, onSelect }: ComparedProps) {
  const { t } = useWords();
  const before = useQuery(versionQuery("process", processKey, from));
  const after = useQuery(versionQuery("process", processKey, to));
  const xmls = { before: textOf(before.data?.body), after: textOf(after.data?.body) };
  const { data: diff, error } = useQuery({
    queryKey: ["diff", before.data?.sha256, after.data?.sha256],
    // The comparison is a pure function; the browser runs the very one that the server and the command line run.
    queryFn: async () => (await import("../../../server/diagram/diff/diff.ts")).diff(xmls.before ?? "", xmls.after ?? ""),
    enabled: xmls.before !== null && xmls.after !== null,
    staleTime: Infinity,
  });
  const overlay = useMemo(() => (diff === undefined ? undefined : marksOf(diff, "after")), [diff]);
  const older = useMemo(() => (diff === undefined ? undefined : marksOf(diff, "before")), [diff]);
  const ghosts = useMemo(
    () => (diff === undefined || xmls.before === null ? undefined : { xml: xmls.before, ids: goneOf(diff) }),
    [diff, xmls.before],
  );
  const failure = before.error ?? after.error ?? error;
  if (failure !== null) return <Failure error={failure} />;
  if (diff === undefined || overlay === undefined || older === undefined || xmls.before === null || xmls.after === null)
    return <Skeleton rows={2} height={240} />;
  const select = (id: string | null) => onSelect(id === null || id === selected ? undefined : id);
  return (
    <div className={css["compared"]}>
      <div className={css["diagrams"]} data-view={view}>
        {view === "beside" && (
          <LazyXmlDiagram xml={xmls.before} label={t("instance.version", { version: from })} marks={older} selected={selected} onSelect={select} tools={<h2>{t("instance.version", { version: from })}</h2>} />
        )}
        <LazyXmlDiagram
          xml={xmls.after}
          label={t("instance.version", { version: to })}
          marks={overlay}
          {...(view === "overlay" && ghosts !== undefined ? { ghosts } : {})}
          selected={selected}
          onSelect={select}
          tools={view === "beside" ? <h2>{t("instance.version", { version: to })}</h2> : <Legend />}
        />
      </div>
      <section className={css["list"]} aria-label={t("diff.changes")}>
        <h2>{t("diff.count", { count: diff.changes.length })}</h2>
        {diff.changes.length === 0 && (
          <Empty title={t("diff.same")} text={diff.layout.length > 0 ? t("diff.onlyLayout") : t("diff.sameText")} icon={<Equal aria-hidden="true" />} />
        )}
        <ChangeList changes={diff.changes} selected={selected} onSelect={select} />
        {diff.layout.length > 0 && <p className={css["layout"]}>{t("diff.layout", { count: new Set(diff.layout.map(({ element }) => element.id)).size })}</p>}
      </section>
    </div>
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
