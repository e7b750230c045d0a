import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { FilterX, Plus } from "lucide-react";
import { Suspense, useState, type ReactNode } from "react";
import { Button } from "../kit/Button.tsx";
import { Empty, Failure, Skeleton } from "../kit/states.tsx";
import { useMay } from "../processes/may.ts";
import type { DeskSearch } from "../searchDesk.ts";
import { useWords } from "../words/language.tsx";
import { CalendarAbsences } from "./CalendarAbsences.tsx";
import { ChangeDialog } from "./ChangeDialog.tsx";
import { dialogs } from "./dialogs.tsx";
import { Filters } from "./Filters.tsx";
import { NoRegister } from "./NoRegister.tsx";
import { rowsQuery, type RowPage } from "./queries.ts";
import { narrow, readText, type Row } from "./read.ts";
import { RecordTable } from "./RecordTable.tsx";
import type { DialogKey, Register } from "./register.ts";
import { registerOf } from "./registers/index.ts";
import css from "./Desk.module.css";
import { learn } from "../words/dictionary.ts";
import { deskWords } from "../words/desk.ts";

learn(deskWords);

/** What else there is to do with a list, beside making a record. */
const tools: Readonly<Record<string, () => ReactNode>> = { absences: CalendarAbsences };

/** A register: what narrows it, its records line by line, and a way to make a new one. */
export function RegisterScreen() {
  const { register: key } = useParams({ from: "/shell/desk/$register" });
  const register = registerOf(key);
  return register === undefined ? <NoRegister /> : <Shown key={key} register={register} />;
}

function Shown({ register }: { register: Register }) {
  const { pick } = useWords();
  const search = useSearch({ from: "/shell/desk/$register" });
  const navigate = useNavigate({ from: "/desk/$register" });
  const list = useInfiniteQuery(rowsQuery(register, askedOf(register, search)));
  const change = (to: { [Name in keyof DeskSearch]?: DeskSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...to }), replace: true });
  const Tools = tools[register.key];
  const open = (isOpen: boolean) => change({ create: isOpen ? "1" : undefined });
  return (
    <div className={css["screen"]}>
      <header className={css["head"]}>
        <h1>{pick(register.name)}</h1>
        <span className={css["gap"]} />
        {Tools !== undefined && <Tools />}
        <Beside register={register} />
        <Create register={register} isOpen={search.create !== undefined} onOpen={open} />
      </header>
      <Filters register={register} search={search} narrow={change} />
      <div className={css["body"]}>
        {list.data === undefined && list.error !== null && (
          <Failure error={list.error} onRetry={() => void list.refetch()} />
        )}
        {list.data === undefined && list.error === null && <Skeleton rows={12} height={36} />}
        {list.data !== undefined && <Found register={register} list={list} search={search} />}
      </div>
    </div>
  );
}

type FoundProps = {
  readonly register: Register;
  readonly list: UseInfiniteQueryResult<InfiniteData<RowPage>>;
  readonly search: DeskSearch;
};

function Found({ register, list, search }: FoundProps) {
  const { t } = useWords();
  const navigate = useNavigate({ from: "/desk/$register" });
  const loaded = list.data?.pages.flatMap((page) => page.items) ?? [];
  const rows = narrow(loaded, register, { customer: search.customer, search: search.search });
  const isNarrowed = Object.keys(search).some((name) => name !== "sort" && name !== "create");
  const sort = (by: string) => void navigate({ search: (before) => ({ ...before, sort: by }), replace: true });
  return (
    <>
      {rows.length === 0 && (
        <None register={register} isNarrowed={isNarrowed} onClear={() => void navigate({ search: {} })} />
      )}
      {rows.length > 0 && <RecordTable register={register} rows={rows} sort={search.sort} onSort={sort} />}
      {(rows.length > 0 || list.hasNextPage) && (
        <footer className={css["paging"]}>
          <span>{t("records.shown", { count: rows.length })}</span>
          {list.hasNextPage && (
            <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
              {t("records.more")}
            </Button>
          )}
        </footer>
      )}
    </>
  );
}

/** What the server is asked to narrow by: its own filters, and the text where it looks for texts. */
function askedOf(register: Register, search: DeskSearch): Record<string, string | undefined> {
  const filters = register.filters.map(({ at }) => [at, Reflect.get(search, at) as string | undefined] as const); // deskSearch lets texts through only
  const looked = register.search === "server" ? { search: search.search ?? search.customer } : {};
  return { ...Object.fromEntries(filters), ...looked, sort: search.sort };
}

function None({ register, isNarrowed, onClear }: { register: Register; isNarrowed: boolean; onClear: () => void }) {
  const { t, pick } = useWords();
  const { icon: Icon, name } = register;
  if (!isNarrowed)
    return (
      <Empty
        title={t("records.none", { name: pick(name) })}
        text={t("records.noneText")}
        icon={<Icon aria-hidden="true" />}
      />
    );
  return (
    <Empty
      title={t("records.noneFound")}
      text={t("records.noneFoundText")}
      icon={<FilterX aria-hidden="true" />}
      action={<Button onPress={onClear}>{t("records.clear")}</Button>}
    />
  );
}

/** What can be done beside the list, in dialogs of its own. */
function Beside({ register }: { register: Register }) {
  const { t, pick } = useWords();
  const may = useMay();
  const navigate = useNavigate();
  const [open, setOpen] = useState<DialogKey | null>(null);
  const Own = open === null ? undefined : dialogs[open];
  const lead = (id: string) =>
    void navigate({ to: "/desk/$register/$id", params: { register: register.key, id }, search: {} });
  return (
    <>
      {(register.dialogs ?? []).map(({ key, name, permission, dialog }) => (
        <Button
          key={key}
          declined={may(permission) ? undefined : t("records.noRight", { permission })}
          onPress={() => setOpen(dialog)}
        >
          {pick(name)}
        </Button>
      ))}
      {Own !== undefined && (
        <Suspense fallback={null}>
          <Own row={{}} onLead={lead} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </>
  );
}

type CreateProps = {
  readonly register: Register;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
};

function Create({ register, isOpen, onOpen }: CreateProps) {
  const { t, pick } = useWords();
  const may = useMay();
  const navigate = useNavigate();
  const { create } = register;
  if (create === undefined) return null;
  const { register: key, at } = register.createLeads ?? { register: register.key, at: register.id };
  const goTo = (made: Row) =>
    void navigate({
      to: "/desk/$register/$id",
      params: { register: key, id: readText(made, at) },
      search: {},
    });
  return (
    <>
      <Button
        kind="primary"
        icon={<Plus aria-hidden="true" />}
        declined={may(create.permission) ? undefined : t("records.noRight", { permission: create.permission })}
        onPress={() => onOpen(true)}
      >
        {register.createName === undefined ? t("records.create") : pick(register.createName)}
      </Button>
      {isOpen && may(create.permission) && (
        <ChangeDialog
          title={t("records.createTitle", { name: pick(register.one) })}
          change={create}
          address={create.path}
          submit={t("records.createDo")}
          onDone={goTo}
          onClose={() => onOpen(false)}
        />
      )}
    </>
  );
}
