import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import type { InstanceRow } from "../api/types.ts";
import { Chip } from "../kit/Chip.tsx";
import { useTextOfNow } from "../kit/now.ts";
import { useWords } from "../words/language.tsx";
import { agoText, instantText } from "../words/time.ts";
import { StatusChip } from "./StatusChip.tsx";
import css from "./Ops.module.css";

/** Instances as a table; the whole line leads to the instance. */
export function InstanceTable({ instances }: { instances: readonly InstanceRow[] }) {
  const { t } = useWords();
  return (
    <table className={css["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("ops.case")}</th>
          <th scope="col">{t("shell.customer")}</th>
          <th scope="col">{t("ops.process")}</th>
          <th scope="col">{t("ops.status")}</th>
          <th scope="col">{t("ops.started")}</th>
        </tr>
      </thead>
      <tbody>
        {instances.map((instance) => (
          <Line key={instance.id} instance={instance} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ instance }: { instance: InstanceRow }) {
  const { t, language } = useWords();
  const ago = useTextOfNow((now) => agoText(instance.startedAt, now, language));
  return (
    <tr>
      <td>
        <Link to="/ops/$id" params={{ id: instance.id }} search={{}} className={css["case"] ?? ""}>
          <strong>{instance.title ?? instance.processName}</strong>
        </Link>
        <span className={css["sub"]}>
          {[instance.businessKey ?? instance.id.slice(0, 8), instance.priority]
            .filter((one) => one !== null)
            .join(" · ")}
        </span>
      </td>
      <td>{instance.customer ?? "–"}</td>
      <td>
        {instance.processName} <span className={css["sub"]}>v{instance.version}</span>
      </td>
      <td>
        <span className={css["chips"]}>
          <StatusChip status={instance.status} isSuspended={instance.isSuspended} />
          {instance.faults > 0 && (
            <Chip tone="bad" icon={<TriangleAlert aria-hidden="true" />}>
              {t("ops.faults", { count: instance.faults })}
            </Chip>
          )}
        </span>
      </td>
      <td>
        <time dateTime={instance.startedAt} title={instantText(instance.startedAt, language)}>
          {ago}
        </time>
      </td>
    </tr>
  );
}
