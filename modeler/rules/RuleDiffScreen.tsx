import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Equal, Minus, MoveVertical, Pencil, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { Picker } from "../kit/Picker.tsx";
import { Empty, Failure, Skeleton } from "../kit/states.tsx";
import { chosenSides, draftOf, useSide, useSideChoices, type Side } from "../processes/diff/side.ts";
import { versionsQuery } from "../processes/queries.ts";
import type { DiffSearch } from "../search.ts";
import { useWords } from "../words/language.tsx";
import { differenceQuery, type RuleChange } from "./queries.ts";
import { Sheet } from "./sheet/Sheet.tsx";
import { compared } from "./table/compared.ts";
import type { Selection } from "./table/places.ts";
import { tableOf, type RuleTable } from "./table/ruleTable.ts";
import css from "./Rules.module.css";
import { learn } from "../words/dictionary.ts";
import { designWords } from "../words/design.ts";

learn(designWords);

const icons = { added: Plus, removed: Minus, changed: Pencil, moved: MoveVertical };

/** Two versions of a rule set, or a draft and a version: one table with what came, went and changed, and the changes in words. */
export function RuleDiffScreen() {
  const { key } = useParams({ from: "/shell/rules/$key/diff" });
  const { t } = useWords();
  const search = useSearch({ from: "/shell/rules/$key/diff" });
  const navigate = useNavigate({ from: "/rules/$key/diff" });
  const versions = useQuery(versionsQuery("ruleSet", key));
  const { from, to } = chosenSides(search, versions.data?.items[0]?.version);
  const change = (next: { [Name in keyof DiffSearch]?: DiffSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const choices = useSideChoices(versions.data, to);
  return (
    <div className={css["screen"]}>
      <header className={css["header"]}>
        <div className={css["title"]}>
          <nav className={css["crumbs"]} aria-label={t("instance.trailOfCrumbs")}>
            <Link to="/rules" search={{}}>
              {t("shell.rules")}
            </Link>
            <span aria-hidden="true">/</span>
            <Link to="/rules/$key" params={{ key }} search={{ tab: "versions" }}>
              {versions.data?.items[0]?.name ?? key}
            </Link>
          </nav>
          <h1>{t(draftOf(to) === null ? "diff.title" : "diff.titleDraft", { from, to })}</h1>
        </div>
        <Picker
          isCompact
          label={t("diff.from")}
          value={from}
          choices={choices}
          onChange={(version) => change({ from: version })}
        />
        <span aria-hidden="true">→</span>
        <Picker
          isCompact
          label={t("diff.to")}
          value={to}
          choices={choices}
          onChange={(version) => change({ to: version })}
        />
      </header>
      <Compared ruleKey={key} from={from} to={to} />
    </div>
  );
}

function Compared({ ruleKey, from, to }: { ruleKey: string; from: Side; to: Side }) {
  const before = useSide("ruleSet", ruleKey, from);
  const after = useSide("ruleSet", ruleKey, to);
  const hashes = [before.data?.mark ?? "", after.data?.mark ?? ""] as const;
  const difference = useQuery({
    ...differenceQuery(hashes, before.data?.body, after.data?.body),
    enabled: before.data !== undefined && after.data !== undefined,
  });
  const failure = before.error ?? after.error ?? difference.error;
  const old = useMemo(() => tableOf(before.data?.body), [before.data]);
  const now = useMemo(() => tableOf(after.data?.body), [after.data]);
  if (failure !== null) return <Failure error={failure} />;
  if (difference.data === undefined) return <Skeleton rows={6} height={40} />;
  return <Shown before={old} after={now} changes={difference.data.changes} />;
}

function Shown({
  before,
  after,
  changes,
}: {
  before: RuleTable | null;
  after: RuleTable | null;
  changes: readonly RuleChange[];
}) {
  const { t, pick } = useWords();
  const [selection, setSelection] = useState<Selection>({ anchor: { line: 0, at: 0 }, cursor: { line: 0, at: 0 } });
  const shown = useMemo(
    () => (before === null || after === null ? null : compared(before, after, changes)),
    [before, after, changes],
  );
  const show = (row: string | undefined) => {
    const line = shown?.table.rows.findIndex(({ id }) => id === row) ?? -1;
    if (line >= 0) setSelection({ anchor: { line, at: 0 }, cursor: { line, at: 0 } });
  };
  return (
    <div className={css["work"]}>
      {shown === null ? (
        <p>{t("rules.noTable")}</p>
      ) : (
        <Sheet
          table={shown.table}
          label={t("diff.changes")}
          isReadOnly
          selection={selection}
          onSelect={setSelection}
          marks={shown.marks}
        />
      )}
      <section className={css["changes"]} aria-label={t("diff.changes")} tabIndex={0}>
        <h2>{t("diff.count", { count: changes.length })}</h2>
        {changes.length === 0 && (
          <Empty title={t("diff.same")} text={t("diff.sameText")} icon={<Equal aria-hidden="true" />} />
        )}
        <ul>
          {changes.map((change) => {
            const Icon = icons[change.kind];
            return (
              <li key={change.id} data-kind={change.kind}>
                <button type="button" onClick={() => show(change.place.row)}>
                  <Icon size={16} aria-label={t(`change.${change.kind}`)} />
                  <span>{pick(change.message)}</span>
                </button>
              </li>
            );
          })}
        </ul>
      </section>
    </div>
  );
}
