import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { FilterX, Workflow } from "lucide-react";
import { definitionsQuery, instancesQuery } from "../api/queries.ts";
import type { InstanceRow } from "../api/types.ts";
import { Button } from "../kit/Button.tsx";
import { Picker } from "../kit/Picker.tsx";
import { Empty, Failure, Skeleton } from "../kit/states.tsx";
import { instanceStatuses, type OpsSearch } from "../search.ts";
import { SearchBox } from "../kit/SearchBox.tsx";
import { useWords } from "../words/language.tsx";
import { InstanceTable } from "./InstanceTable.tsx";
import css from "./Ops.module.css";

const any = "*";

/** The list of instances with what narrows it. */
export function OpsScreen() {
  const { t } = useWords();
  const search = useSearch({ from: "/shell/ops" });
  const navigate = useNavigate({ from: "/ops" });
  const list = useInfiniteQuery(
    instancesQuery({
      status: search.status,
      process: search.process,
      search: search.search,
      customer: search.customer,
    }),
  );
  const instances = list.data?.pages.flatMap((page) => page.items) ?? [];
  const narrow = (change: { [Name in keyof OpsSearch]?: OpsSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });

  return (
    <div className={css["screen"]}>
      <header className={css["listHead"]}>
        <h1>{t("shell.ops")}</h1>
        <div className={css["tools"]} data-search>
          <div className={css["searchBox"]}>
            <SearchBox
              label={t("ops.search")}
              value={search.search ?? ""}
              onChange={(text) => narrow({ search: text === "" ? undefined : text })}
            />
          </div>
          <StatusPicker search={search} narrow={narrow} />
          <ProcessPicker search={search} narrow={narrow} />
        </div>
        <nav className={css["links"]} aria-label={t("shell.ops")}>
          <Link to="/ops/migrate" search={search.process === undefined ? {} : { process: search.process }}>
            {t("migrate.title")}
          </Link>
          <Link to="/ops/batches">{t("batches.title")}</Link>
        </nav>
      </header>
      <div className={css["listBody"]}>
        {list.data === undefined && list.error !== null && (
          <Failure error={list.error} onRetry={() => void list.refetch()} />
        )}
        {list.data === undefined && list.error === null && <Skeleton rows={9} height={44} />}
        {list.data !== undefined && instances.length === 0 && (
          <NoInstances isFiltered={Object.keys(search).length > 0} onClear={() => void navigate({ search: {} })} />
        )}
        {instances.length > 0 && <Found instances={instances} list={list} />}
      </div>
    </div>
  );
}

type Narrowing = {
  readonly search: OpsSearch;
  readonly narrow: (change: { [Name in keyof OpsSearch]?: OpsSearch[Name] | undefined }) => void;
};

function StatusPicker({ search, narrow }: Narrowing) {
  const { t } = useWords();
  return (
    <Picker
      isCompact
      label={t("ops.status")}
      choices={[
        { id: any, name: t("ops.anyStatus") },
        ...instanceStatuses.map((id) => ({ id, name: t(`status.${id}`) })),
      ]}
      value={search.status ?? any}
      onChange={(id) => narrow({ status: instanceStatuses.find((one) => one === id) })}
    />
  );
}

function ProcessPicker({ search, narrow }: Narrowing) {
  const { t } = useWords();
  const { data } = useQuery(definitionsQuery);
  const processes = [...new Map(data?.items.map((one) => [one.key, { id: one.key, name: one.name }])).values()];
  return (
    <Picker
      isCompact
      label={t("ops.process")}
      choices={[{ id: any, name: t("ops.anyProcess") }, ...processes]}
      value={search.process ?? any}
      onChange={(id) => narrow({ process: id === any ? undefined : id })}
    />
  );
}

type Paged = {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
};

function Found({ instances, list }: { instances: readonly InstanceRow[]; list: Paged }) {
  const { t } = useWords();
  return (
    <>
      <InstanceTable instances={instances} />
      <footer className={css["paging"]}>
        <span>{t("ops.shown", { count: instances.length })}</span>
        {list.hasNextPage && (
          <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {t("ops.more")}
          </Button>
        )}
      </footer>
    </>
  );
}

function NoInstances({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const { t } = useWords();
  if (!isFiltered)
    return <Empty title={t("ops.none")} text={t("ops.noneText")} icon={<Workflow aria-hidden="true" />} />;
  return (
    <Empty
      title={t("ops.noneFiltered")}
      text={t("tasks.noneFilteredText")}
      icon={<FilterX aria-hidden="true" />}
      action={<Button onPress={onClear}>{t("tasks.clear")}</Button>}
    />
  );
}
