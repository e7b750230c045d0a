import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Workflow } from "lucide-react";
import { useEffect } from "react";
import type { ProcessVersion, ProcessVersionPage } from "../../server/http/wireTrail.ts";
import { Chip } from "../kit/Chip.tsx";
import { PersonName } from "../kit/PersonName.tsx";
import { Rows } from "../kit/Rows.tsx";
import { SearchBox } from "../kit/SearchBox.tsx";
import { Empty, Failure, Skeleton } from "../kit/states.tsx";
import { dateText } from "../processes/when.ts";
import type { AuditSearch } from "../searchAudit.ts";
import { useWords } from "../words/language.tsx";
import { pictureOf } from "./picture.ts";
import { processVersionsQuery } from "./queries.ts";
import { VersionDetail } from "./VersionDetail.tsx";
import css from "./Versions.module.css";

const rowHeight = 104;
const nothingMarked: ReadonlySet<string> = new Set();

/** Every version of every process with its picture, and the one that is looked at. */
export function Versions() {
  const { t } = useWords();
  const { object, process, version, show } = useSearch({ from: "/shell/audit" });
  const navigate = useNavigate({ from: "/audit" });
  const list = useInfiniteQuery(processVersionsQuery(process === undefined ? { search: object } : { key: process }));
  const rows = list.data?.pages.flatMap((page) => page.items);
  const change = (next: Change) => void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const open = chosen(rows, version);
  const isLookedFor = rows !== undefined && version !== undefined && open === undefined;
  useFetchedOn(list, isLookedFor);
  return (
    <div className={css["split"]}>
      <section className={css["list"]} aria-label={t("audit.versions")}>
        <Searching value={process ?? object ?? ""} onChange={change} />
        <List rows={rows} list={list} open={open?.id} onOpen={(id) => change({ version: id })} />
      </section>
      {open !== undefined && (
        <VersionDetail key={open.id} row={open} show={show ?? "picture"} onShow={(next) => change({ show: next })} />
      )}
      {isLookedFor && <LookedFor list={list} />}
    </div>
  );
}

/** The version that the address names; without one the newest. */
function chosen(rows: readonly ProcessVersion[] | undefined, version: string | undefined): ProcessVersion | undefined {
  return version === undefined ? rows?.[0] : rows?.find(({ id }) => id === version);
}

type Change = { [Name in keyof AuditSearch]?: AuditSearch[Name] | undefined };

function Searching({ value, onChange }: { value: string; onChange: (next: Change) => void }) {
  const { t } = useWords();
  return (
    <div className={css["search"]} data-search>
      <SearchBox
        label={t("audit.versionSearch")}
        value={value}
        onChange={(text) =>
          onChange({ object: text === "" ? undefined : text, process: undefined, version: undefined })
        }
      />
    </div>
  );
}

type VersionList = UseInfiniteQueryResult<InfiniteData<ProcessVersionPage>>;

/** Fetches page after page while the version that is looked for is not among them. */
function useFetchedOn({ hasNextPage, isFetching, isError, fetchNextPage }: VersionList, isLookedFor: boolean) {
  const isNextWanted = isLookedFor && hasNextPage && !isFetching && !isError;
  useEffect(() => {
    if (isNextWanted) void fetchNextPage();
  }, [isNextWanted, fetchNextPage]);
}

/** What stands in the place of a version that is not there, or not yet. */
function LookedFor({ list }: { list: VersionList }) {
  const { t } = useWords();
  if (list.isError) return <Failure error={list.error} onRetry={() => void list.fetchNextPage()} />;
  if (list.hasNextPage || list.isFetching) return <Skeleton rows={3} height={96} />;
  return (
    <Empty title={t("audit.versionGone")} text={t("audit.versionGoneText")} icon={<Workflow aria-hidden="true" />} />
  );
}

type ListProps = {
  readonly list: VersionList;
  readonly rows: readonly ProcessVersion[] | undefined;
  readonly open: string | undefined;
  readonly onOpen: (id: string) => void;
};

function List({ list, rows, open, onOpen }: ListProps) {
  const { t } = useWords();
  if (rows === undefined && list.error !== null)
    return <Failure error={list.error} onRetry={() => void list.refetch()} />;
  if (rows === undefined) return <Skeleton rows={6} height={rowHeight - 16} />;
  if (rows.length === 0)
    return (
      <Empty title={t("audit.noVersions")} text={t("audit.noVersionsText")} icon={<Workflow aria-hidden="true" />} />
    );
  return (
    <Rows
      label={t("audit.versions")}
      rows={rows}
      rowHeight={rowHeight}
      hasMore={list.hasNextPage}
      cursor={open}
      open={open}
      marked={nothingMarked}
      onCursor={onOpen}
      onOpen={onOpen}
      onNearEnd={() => void (list.isFetchingNextPage || list.fetchNextPage())}
    >
      {(row) => <Line row={row} />}
    </Rows>
  );
}

function Line({ row }: { row: ProcessVersion }) {
  const { t, language } = useWords();
  return (
    <div role="gridcell" className={css["line"]}>
      <img className={css["thumb"]} src={pictureOf(row.id, "svg", language)} alt="" loading="lazy" decoding="async" />
      <span className={css["told"]}>
        <strong>{row.name}</strong>
        <span className={css["chips"]}>
          {t("instance.version", { version: row.version })}
          {row.state === "retired" && <Chip>{t("version.retired")}</Chip>}
        </span>
        <span className={css["quiet"]}>
          {dateText(row.at, language)} · <PersonName login={row.author} />
        </span>
        <code className={css["quiet"]}>{row.sha256.slice(0, 12)}</code>
      </span>
    </div>
  );
}
