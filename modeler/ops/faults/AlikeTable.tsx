import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { RotateCw } from "lucide-react";
import type { FaultsAlike } from "../../../server/http/wireOperations.ts";
import { sessionQuery } from "../../api/queries.ts";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { useWords } from "../../words/language.tsx";
import { Ago } from "../lists/Ago.tsx";
import { mayRepair } from "../may.ts";
import ops from "../Ops.module.css";
import css from "./Faults.module.css";

export type AlikeFault = FaultsAlike["items"][number];

/** The faults of one cause with the instances that have them. */
export function AlikeTable({ faults }: { faults: readonly AlikeFault[] }) {
  const { t } = useWords();
  return (
    <table className={ops["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("ops.case")}</th>
          <th scope="col">{t("shell.customer")}</th>
          <th scope="col">{t("opsFault.message")}</th>
          <th scope="col">{t("opsFault.at")}</th>
          <th scope="col">{t("opsList.action")}</th>
        </tr>
      </thead>
      <tbody>
        {faults.map((fault) => (
          <Line key={`${fault.instanceId}${fault.waitId}`} fault={fault} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ fault }: { fault: AlikeFault }) {
  const { t } = useWords();
  const name = fault.title ?? fault.businessKey ?? fault.instanceId.slice(0, 8);
  return (
    <tr>
      <td>
        <Link to="/ops/$id" params={{ id: fault.instanceId }} search={{ tab: "faults" }} className={ops["case"] ?? ""}>
          <strong>{name}</strong>
        </Link>
        <span className={ops["sub"]}>
          {fault.title === null ? "" : `${fault.businessKey ?? fault.instanceId.slice(0, 8)} · `}v{fault.version}
        </span>
      </td>
      <td>{fault.customer ?? "–"}</td>
      <td className={css["cause"]}>
        <span className={css["message"]}>{fault.message}</span>
      </td>
      <td>
        <Ago at={fault.createdAt} />
      </td>
      <td className={ops["acts"]}>
        <RetryOne fault={fault} label={t("opsFault.retryOf", { name })} />
      </td>
    </tr>
  );
}

function RetryOne({ fault: { instanceId, waitId }, label }: { fault: AlikeFault; label: string }) {
  const { t } = useWords();
  const { say } = useToasts();
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const retry = useMutation({
    mutationFn: () => request<void>("POST", `/api/instances/${instanceId}/faults/${encodeURIComponent(waitId)}/retry`),
    onSuccess: () => say({ tone: "ok", text: t("faults.retried") }),
    onError: (error) => say({ tone: "bad", text: t("faults.notRetried", { reason: error.message }) }),
    onSettled: () => client.invalidateQueries({ queryKey: ["instances"] }),
  });
  return (
    <Button
      label={label}
      icon={<RotateCw aria-hidden="true" />}
      isPending={retry.isPending}
      declined={mayRepair(session) ? undefined : t("instance.noRight")}
      onPress={() => retry.mutate()}
    />
  );
}
