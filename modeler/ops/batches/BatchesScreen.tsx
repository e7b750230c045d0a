import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Layers } from "lucide-react";
import type { BatchRow } from "../../../server/http/wire.ts";
import { Empty, Failure, Skeleton } from "../../kit/states.tsx";
import { PersonName } from "../../kit/PersonName.tsx";
import { useWords } from "../../words/language.tsx";
import { instantText } from "../../words/time.ts";
import { batchesQuery } from "../migrate/queries.ts";
import { OpsPage } from "../lists/OpsPage.tsx";
import ops from "../Ops.module.css";
import { BatchState } from "./BatchState.tsx";
import { Progress } from "./Progress.tsx";
import { learn } from "../../words/dictionary.ts";
import { operationWords } from "../../words/operations.ts";

learn(operationWords);

/** What was done to many instances at once, and how far it is. */
export function BatchesScreen() {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(batchesQuery);
  return (
    <OpsPage title={t("batches.title")}>
      {data === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton rows={6} height={44} />}
      {data?.items.length === 0 && (
        <Empty title={t("batches.none")} text={t("batches.noneText")} icon={<Layers aria-hidden="true" />} />
      )}
      {data !== undefined && data.items.length > 0 && <Table batches={data.items} />}
    </OpsPage>
  );
}

function Table({ batches }: { batches: readonly BatchRow[] }) {
  const { t, language } = useWords();
  return (
    <table className={ops["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("batches.what")}</th>
          <th scope="col">{t("batches.who")}</th>
          <th scope="col">{t("batches.progress")}</th>
          <th scope="col">{t("ops.status")}</th>
        </tr>
      </thead>
      <tbody>
        {batches.map((batch) => (
          <tr key={batch.id}>
            <td>
              <Link to="/ops/batches/$id" params={{ id: batch.id }} search={{}} className={ops["case"] ?? ""}>
                <strong>{t(`batch.kind.${batch.kind}`)}</strong>
              </Link>
              <span className={ops["sub"]}>{instantText(batch.createdAt, language)}</span>
            </td>
            <td>
              <PersonName login={batch.actor} />
            </td>
            <td>
              <Progress batch={batch} />
            </td>
            <td>
              <BatchState batch={batch} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
