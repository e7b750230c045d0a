import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ArrowDownWideNarrow, CircleCheckBig } from "lucide-react";
import type { FaultCause } from "../../../server/http/wireOperations.ts";
import { Picker } from "../../kit/Picker.tsx";
import { SearchBox } from "../../kit/SearchBox.tsx";
import { causeSorts, type FaultsSearch } from "../../searchOps.ts";
import { useWords } from "../../words/language.tsx";
import { Ago } from "../lists/Ago.tsx";
import { OpsPage } from "../lists/OpsPage.tsx";
import { PagedList } from "../lists/PagedList.tsx";
import { pagesQuery } from "../lists/pages.ts";
import { ProcessPicker } from "../lists/ProcessPicker.tsx";
import ops from "../Ops.module.css";
import css from "./Faults.module.css";
import { tags } from "../../words/tags.ts";

/** What keeps instances from going on, grouped by what caused it. */
export function FaultsScreen() {
  const { t } = useWords();
  const search = useSearch({ from: "/shell/ops/faults" });
  const navigate = useNavigate({ from: "/ops/faults" });
  const { process: processKey, el: elementId, search: text, sort, customer } = search;
  const list = useInfiniteQuery(
    pagesQuery<FaultCause>("/api/faults", { processKey, elementId, search: text, sort, customer }),
  );
  const narrow = (change: { [Name in keyof FaultsSearch]?: FaultsSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const isNarrowed = [processKey, elementId, text, customer].some((one) => one !== undefined);

  return (
    <OpsPage
      title={t("ops.allFaults")}
      tools={
        <>
          <div className={ops["searchBox"]}>
            <SearchBox
              label={t("opsFault.search")}
              value={text ?? ""}
              onChange={(next) => narrow({ search: next === "" ? undefined : next })}
            />
          </div>
          <ProcessPicker value={processKey} onChange={(process) => narrow({ process, el: undefined })} />
          <Picker
            isCompact
            label={t("opsFault.sort")}
            icon={<ArrowDownWideNarrow size={16} aria-hidden="true" />}
            choices={causeSorts.map((id) => ({ id, name: t(`opsFault.sort.${id}`) }))}
            value={sort ?? "count"}
            onChange={(id) => narrow({ sort: causeSorts.find((one) => one === id) })}
          />
        </>
      }
    >
      <PagedList
        list={list}
        none={{
          title: t("opsFault.none"),
          text: t("opsFault.noneText"),
          icon: <CircleCheckBig aria-hidden="true" />,
        }}
        onClear={isNarrowed ? () => void navigate({ search: {} }) : undefined}
        count={(count) => t("opsFault.causes", { count })}
      >
        {(causes) => <Causes causes={causes} />}
      </PagedList>
    </OpsPage>
  );
}

function Causes({ causes }: { causes: readonly FaultCause[] }) {
  const { t } = useWords();
  return (
    <table className={ops["table"]}>
      <thead>
        <tr>
          <th scope="col" className={css["count"]}>
            {t("opsFault.count")}
          </th>
          <th scope="col">{t("opsFault.cause")}</th>
          <th scope="col">{t("ops.process")}</th>
          <th scope="col">{t("opsFault.first")}</th>
          <th scope="col">{t("opsFault.last")}</th>
        </tr>
      </thead>
      <tbody>
        {causes.map((cause) => (
          <Line key={cause.cause} cause={cause} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ cause }: { cause: FaultCause }) {
  const { language } = useWords();
  return (
    <tr>
      <td className={css["count"]}>
        <strong>{cause.count.toLocaleString(tags[language])}</strong>
      </td>
      <td className={css["cause"]}>
        <Link
          to="/ops/faults/$cause"
          params={{ cause: cause.cause }}
          search={(before) => (before.customer === undefined ? {} : { customer: before.customer })}
          className={ops["case"] ?? ""}
        >
          <strong>{cause.elementName}</strong>
        </Link>
        <code>{cause.code}</code>
        <span className={css["message"]}>{cause.message}</span>
      </td>
      <td>{cause.processName}</td>
      <td>
        <Ago at={cause.firstAt} />
      </td>
      <td>
        <Ago at={cause.lastAt} />
      </td>
    </tr>
  );
}
