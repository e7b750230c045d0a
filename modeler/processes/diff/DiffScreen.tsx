import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button } from "../../kit/Button.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { diffViews, type DiffSearch } from "../../search.ts";
import { useWords } from "../../words/language.tsx";
import { versionsQuery } from "../queries.ts";
import { Compared } from "./Compared.tsx";
import { chosenSides, draftOf, useSideChoices } from "./side.ts";
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
