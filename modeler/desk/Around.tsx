import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Workflow } from "lucide-react";
import { Failure, Skeleton } from "../kit/states.tsx";
import { StatusChip } from "../ops/StatusChip.tsx";
import { useMay } from "../processes/may.ts";
import { Files } from "../tasks/context/Files.tsx";
import { useWords } from "../words/language.tsx";
import { instancesOfQuery } from "./queries.ts";
import css from "./Record.module.css";

/** What runs for a record and what is attached to its case. */
export function Around({ caseKey }: { caseKey: string }) {
  const { t } = useWords();
  const isReader = useMay()("instances.read");
  const { data, error, refetch } = useQuery({ ...instancesOfQuery(caseKey), enabled: isReader });
  if (!isReader) return <p className={css["quiet"]}>{t("records.noRight", { permission: "instances.read" })}</p>;
  return (
    <aside className={css["around"]}>
      <section className={css["card"]} aria-label={t("records.instances")}>
        <h2>{t("records.instances")}</h2>
        {data === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Skeleton rows={2} height={40} />}
        {data?.length === 0 && <p className={css["quiet"]}>{t("records.noInstances")}</p>}
        <ul className={css["instances"]}>
          {data?.map((instance) => (
            <li key={instance.id}>
              <Link to="/ops/$id" params={{ id: instance.id }} search={{}} className={css["link"] ?? ""}>
                <Workflow size={15} aria-hidden="true" />
                {instance.processName}
              </Link>
              <StatusChip status={instance.status} isSuspended={instance.isSuspended} />
            </li>
          ))}
        </ul>
      </section>
      {data !== undefined && data.length > 0 && <Files caseKey={caseKey} />}
    </aside>
  );
}
