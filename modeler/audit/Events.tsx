import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { FileSearch, Stamp } from "lucide-react";
import type { FoundEvent, FoundPage } from "../../server/http/wireTrail.ts";
import { Button } from "../kit/Button.tsx";
import { classes } from "../kit/classes.ts";
import { PersonName } from "../kit/PersonName.tsx";
import { Empty, Failure, Skeleton } from "../kit/states.tsx";
import type { AuditSearch } from "../searchAudit.ts";
import { useWords } from "../words/language.tsx";
import { instantText } from "../words/time.ts";
import { EventDetail } from "./EventDetail.tsx";
import { Filters } from "./Filters.tsx";
import { foundQuery } from "./queries.ts";
import css from "./Audit.module.css";

/** Events that were looked for, and the one that is looked at. */
export function Events() {
  const { t } = useWords();
  const search = useSearch({ from: "/shell/audit" });
  const navigate = useNavigate({ from: "/audit" });
  const { object, actor, type, from, to } = search;
  const list = useInfiniteQuery(foundQuery({ object, actor, type, from, to }));
  const events = list.data?.pages.flatMap((page) => page.items) ?? [];
  const narrow = (change: { [Name in keyof AuditSearch]?: AuditSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const open = events.find((event) => idOf(event) === search.event);
  return (
    <>
      <Filters search={search} narrow={narrow} />
      <div className={css["split"]}>
        <Found list={list} open={search.event} onOpen={(event) => narrow({ event })} />
        <aside className={css["detail"]} aria-label={t("audit.event")}>
          {open === undefined ? (
            <Empty title={t("audit.choose")} text={t("audit.chooseText")} icon={<FileSearch aria-hidden="true" />} />
          ) : (
            <EventDetail event={open} onObject={(key) => narrow({ object: key, event: undefined })} />
          )}
        </aside>
      </div>
    </>
  );
}

type FoundProps = {
  readonly list: UseInfiniteQueryResult<InfiniteData<FoundPage>>;
  readonly open: string | undefined;
  readonly onOpen: (id: string) => void;
};

function Found({ list, open, onOpen }: FoundProps) {
  const { t } = useWords();
  const events = list.data?.pages.flatMap((page) => page.items);
  return (
    <div className={css["list"]}>
      {events === undefined && list.error !== null && (
        <Failure error={list.error} onRetry={() => void list.refetch()} />
      )}
      {events === undefined && list.error === null && <Skeleton rows={12} height={36} />}
      {events?.length === 0 && (
        <Empty title={t("audit.none")} text={t("audit.noneText")} icon={<FileSearch aria-hidden="true" />} />
      )}
      {events !== undefined && events.length > 0 && (
        <>
          <Table events={events} open={open} onOpen={onOpen} />
          <footer className={css["paging"]}>
            <span>{t("audit.shown", { count: events.length })}</span>
            {list.hasNextPage && (
              <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
                {t("audit.more")}
              </Button>
            )}
          </footer>
        </>
      )}
    </div>
  );
}

type TableProps = {
  readonly events: readonly FoundEvent[];
  readonly open: string | undefined;
  readonly onOpen: (id: string) => void;
};

function Table({ events, open, onOpen }: TableProps) {
  const { t } = useWords();
  return (
    <table className={css["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("audit.when")}</th>
          <th scope="col">{t("audit.who")}</th>
          <th scope="col">{t("audit.what")}</th>
          <th scope="col">{t("audit.case")}</th>
          <th scope="col">
            <span className={css["spoken"]}>{t("audit.seals")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <Line key={idOf(event)} event={event} isOpen={idOf(event) === open} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ event, isOpen, onOpen }: { event: FoundEvent; isOpen: boolean; onOpen: (id: string) => void }) {
  const { t, language } = useWords();
  const about = event.case?.businessKey ?? event.case?.processName ?? titleOf(event.data) ?? event.streamId;
  const sealed = t(event.isSealed ? "audit.isSealed" : "audit.notSealed");
  return (
    <tr className={classes(isOpen && css["isOpen"])}>
      <td className={css["when"]}>
        <time dateTime={event.at}>{instantText(event.at, language)}</time>
      </td>
      <td>
        <PersonName login={event.actor} />
      </td>
      <td>
        <button
          type="button"
          className={css["open"]}
          aria-current={isOpen ? "true" : undefined}
          onClick={() => onOpen(idOf(event))}
        >
          {event.text}
        </button>
      </td>
      <td className={css["about"]}>{about}</td>
      <td title={sealed}>
        <Stamp size={15} className={event.isSealed ? css["sealed"] : css["unsealed"]} aria-label={sealed} />
      </td>
    </tr>
  );
}

function titleOf(data: unknown): string | undefined {
  const title: unknown = Reflect.get(Object(data), "title");
  return typeof title === "string" ? title : undefined;
}

function idOf({ streamId, seq }: FoundEvent): string {
  return `${streamId}~${seq}`;
}
