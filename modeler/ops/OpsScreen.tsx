import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Workflow, X } from "lucide-react";
import { instancesQuery } from "../api/queries.ts";
import { useDiagramAhead } from "../diagram/LazyDiagram.tsx";
import { Button } from "../kit/Button.tsx";
import { Picker } from "../kit/Picker.tsx";
import { SearchBox } from "../kit/SearchBox.tsx";
import { instanceStatuses, type OpsSearch } from "../search.ts";
import { useWords } from "../words/language.tsx";
import { InstanceTable } from "./InstanceTable.tsx";
import { OpsPage } from "./lists/OpsPage.tsx";
import { PagedList } from "./lists/PagedList.tsx";
import { ProcessPicker } from "./lists/ProcessPicker.tsx";
import css from "./Ops.module.css";
import { learn } from "../words/dictionary.ts";
import { operationWords } from "../words/operations.ts";

learn(operationWords);

const any = "*";

/** The list of instances with what narrows it. */
export function OpsScreen() {
  const { t } = useWords();
  const search = useSearch({ from: "/shell/ops" });
  const navigate = useNavigate({ from: "/ops" });
  useDiagramAhead();
  const { status, process, version, at, search: text, customer } = search;
  const list = useInfiniteQuery(instancesQuery({ status, process, version, at, search: text, customer }));
  const narrow = (change: { [Name in keyof OpsSearch]?: OpsSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });

  return (
    <OpsPage
      title={t("ops.instances")}
      tools={
        <>
          <div className={css["searchBox"]}>
            <SearchBox
              label={t("ops.search")}
              value={text ?? ""}
              onChange={(next) => narrow({ search: next === "" ? undefined : next })}
            />
          </div>
          <StatusPicker search={search} narrow={narrow} />
          <ProcessPicker
            value={process}
            onChange={(key) => narrow({ process: key, version: undefined, at: undefined })}
          />
        </>
      }
      end={
        <Link to="/ops/migrate" search={process === undefined ? {} : { process }}>
          {t("migrate.title")}
        </Link>
      }
    >
      <Narrowed search={search} narrow={narrow} />
      <PagedList
        list={list}
        none={{ title: t("ops.none"), text: t("ops.noneText"), icon: <Workflow aria-hidden="true" /> }}
        onClear={Object.keys(search).length > 0 ? () => void navigate({ search: {} }) : undefined}
        count={(count) => t("ops.shown", { count })}
      >
        {(instances) => <InstanceTable instances={instances} />}
      </PagedList>
    </OpsPage>
  );
}

type Narrowing = {
  readonly search: OpsSearch;
  readonly narrow: (change: { [Name in keyof OpsSearch]?: OpsSearch[Name] | undefined }) => void;
};

/** What a link from a diagram has narrowed the list to, each with a way out. */
function Narrowed({ search: { version, at }, narrow }: Narrowing) {
  const { t } = useWords();
  const parts = [
    ...(version === undefined ? [] : [{ name: "version", what: t("ops.ofVersion", { version }) } as const]),
    ...(at === undefined ? [] : [{ name: "at", what: t("ops.at", { element: at }) } as const]),
  ];
  if (parts.length === 0) return null;
  return (
    <p className={css["narrowed"]}>
      {parts.map(({ name, what }) => (
        <span key={name} className={css["only"]}>
          {what}
          <Button
            kind="plain"
            icon={<X aria-hidden="true" />}
            label={t("ops.notOnly", { what })}
            onPress={() => narrow({ [name]: undefined })}
          />
        </span>
      ))}
    </p>
  );
}

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
