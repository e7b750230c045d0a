import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { TriangleAlert, Workflow } from "lucide-react";
import type { Standing } from "../../../server/http/wireOperations.ts";
import { useDiagramAhead } from "../../diagram/LazyDiagram.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { useWords } from "../../words/language.tsx";
import { OpsPage } from "../lists/OpsPage.tsx";
import { PagedList } from "../lists/PagedList.tsx";
import ops from "../Ops.module.css";
import { standingQuery } from "./queries.ts";
import { tags } from "../../words/tags.ts";

/** The processes that instances run of, by version. */
export function InUseScreen() {
  const { t } = useWords();
  const { customer } = useSearch({ from: "/shell/ops/processes" });
  useDiagramAhead();
  const { data, error, refetch } = useQuery(standingQuery(customer));
  const page = data === undefined ? undefined : { pages: [{ items: data.items, nextCursor: null }] };
  return (
    <OpsPage title={t("ops.processes")}>
      <PagedList
        list={{ data: page, error, hasNextPage: false, isFetchingNextPage: false, fetchNextPage: refetch, refetch }}
        none={{ title: t("opsUse.none"), text: t("opsUse.noneText"), icon: <Workflow aria-hidden="true" /> }}
        onClear={undefined}
        count={() => t("opsUse.counted", { count: new Set(data?.items.map((one) => one.processKey)).size })}
      >
        {(versions) => <Versions versions={versions} customer={customer} />}
      </PagedList>
    </OpsPage>
  );
}

function Versions({ versions, customer }: { versions: readonly Standing[]; customer: string | undefined }) {
  const { t } = useWords();
  const { language } = useWords();
  const ordered = versions.toSorted(
    (one, other) => one.processName.localeCompare(other.processName, language) || other.version - one.version,
  );
  return (
    <table className={ops["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("ops.process")}</th>
          <th scope="col">{t("opsUse.version")}</th>
          <th scope="col" className={ops["number"]}>
            {t("opsUse.running")}
          </th>
          <th scope="col">{t("opsUse.faults")}</th>
        </tr>
      </thead>
      <tbody>
        {ordered.map((one) => (
          <Line key={one.definitionId} one={one} customer={customer} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ one, customer }: { one: Standing; customer: string | undefined }) {
  const { t, language } = useWords();
  const { processKey, processName, version, running, suspended, faults } = one;
  return (
    <tr>
      <td>
        <Link
          to="/ops/processes/$key"
          params={{ key: processKey }}
          search={{ version: String(version), ...(customer === undefined ? {} : { customer }) }}
          className={ops["case"] ?? ""}
        >
          <strong>{processName}</strong>
        </Link>
        <span className={ops["sub"]}>{processKey}</span>
      </td>
      <td>v{version}</td>
      <td className={ops["number"]}>
        {running.toLocaleString(tags[language])}
        {suspended > 0 && <span className={ops["sub"]}>{t("opsUse.suspended", { count: suspended })}</span>}
      </td>
      <td>
        {faults > 0 && (
          <Chip tone="bad" icon={<TriangleAlert aria-hidden="true" />}>
            {t("ops.faults", { count: faults })}
          </Chip>
        )}
      </td>
    </tr>
  );
}
