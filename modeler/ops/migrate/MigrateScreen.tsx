import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { GitCompareArrows } from "lucide-react";
import { useState } from "react";
import { definitionsQuery } from "../../api/queries.ts";
import type { DefinitionRow } from "../../api/types.ts";
import { LazyDiagram } from "../../diagram/LazyDiagram.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { Empty, Failure, Skeleton } from "../../kit/states.tsx";
import { versionsQuery, type VersionRow } from "../../processes/queries.ts";
import type { MigrateSearch } from "../../search.ts";
import { useWords } from "../../words/language.tsx";
import { DryRun } from "./DryRun.tsx";
import { Mapping } from "./Mapping.tsx";
import type { Override, Version } from "./queries.ts";
import css from "./Migrate.module.css";
import { learn } from "../../words/dictionary.ts";
import { operationWords } from "../../words/operations.ts";

learn(operationWords);

const nothing = new Map<never, never>();
const plain = { kind: "tokens", states: nothing } as const;

/** Running instances to another version: both diagrams, what goes where, what it would do to each, and doing it. */
export function MigrateScreen() {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(definitionsQuery);
  if (data === undefined && error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton rows={4} height={120} />;
  return (
    <div className={css["screen"]}>
      <header className={css["head"]}>
        <nav aria-label={t("instance.trailOfCrumbs")} className={css["crumbs"]}>
          <Link to="/ops" search={{}}>
            {t("shell.ops")}
          </Link>
          <span aria-hidden="true">/</span>
        </nav>
        <h1>{t("migrate.title")}</h1>
        <Choices definitions={data.items} />
      </header>
      <Wizard />
    </div>
  );
}

function Choices({ definitions }: { definitions: readonly DefinitionRow[] }) {
  const { t } = useWords();
  const search = useSearch({ from: "/shell/ops/migrate" });
  const navigate = useNavigate({ from: "/ops/migrate" });
  const choose = (next: MigrateSearch) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const processes = [...new Map(definitions.map(({ key, name }) => [key, { id: key, name }])).values()];
  const { data } = useQuery(knownVersions(search.process));
  const named = (data?.items ?? []).map(({ version }) => ({
    id: String(version),
    name: t("migrate.version", { version }),
  }));
  return (
    <div className={css["choices"]}>
      <Picker
        isCompact
        label={t("migrate.process")}
        placeholder={t("migrate.process")}
        choices={processes}
        value={search.process ?? null}
        onChange={(process) => void navigate({ search: { process } })}
      />
      <Picker
        isCompact
        label={t("migrate.from")}
        placeholder={t("migrate.from")}
        choices={named}
        value={search.from ?? null}
        onChange={(from) => choose({ from })}
      />
      <Picker
        isCompact
        label={t("migrate.to")}
        placeholder={t("migrate.to")}
        choices={named.filter(({ id }) => id !== search.from)}
        value={search.to ?? null}
        onChange={(to) => choose({ to })}
      />
    </div>
  );
}

function Wizard() {
  const { t } = useWords();
  const { process, from, to, instance } = useSearch({ from: "/shell/ops/migrate" });
  const [mapping, setMapping] = useState<readonly Override[]>([]);
  const { data } = useQuery(knownVersions(process));
  const source = sideOf(data?.items.find(({ version }) => String(version) === from));
  const target = sideOf(data?.items.find(({ version }) => String(version) === to));
  if (data?.items.length === 1) return <Empty title={t("migrate.oneVersion")} text={t("migrate.oneVersionText")} />;
  if (source === undefined || target === undefined)
    return (
      <Empty
        title={t("migrate.choose")}
        text={t("migrate.chooseText")}
        icon={<GitCompareArrows aria-hidden="true" />}
      />
    );
  const chosen =
    instance === undefined
      ? { filter: { processKey: source.key, version: source.version } }
      : { instanceIds: [instance] };
  return (
    <div className={css["body"]}>
      <div className={css["diagrams"]}>
        <Shown definition={source} title={t("migrate.source", { version: source.version })} />
        <Shown definition={target} title={t("migrate.target", { version: target.version })} />
      </div>
      <Mapping source={source} target={target} mapping={mapping} onChange={setMapping} />
      <DryRun key={`${source.id} ${target.id}`} chosen={chosen} version={target.version} mapping={mapping} />
    </div>
  );
}

/** All versions of a process; asked for once one is chosen. */
function knownVersions(process: string | undefined) {
  return { ...versionsQuery("process", process ?? ""), enabled: process !== undefined };
}

function sideOf(row: VersionRow | undefined): Version | undefined {
  return row === undefined || row.id === null ? undefined : { id: row.id, key: row.key, version: row.version };
}

function Shown({ definition, title }: { definition: Version; title: string }) {
  return (
    <section className={css["diagram"]} aria-label={title}>
      <h2>{title}</h2>
      <LazyDiagram definitionId={definition.id} look={plain} label={title} />
    </section>
  );
}
