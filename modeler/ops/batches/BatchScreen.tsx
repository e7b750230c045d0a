import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Pause, Play, Square } from "lucide-react";
import { useState } from "react";
import type { Batch } from "../../../server/http/wire.ts";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Chip, type Tone } from "../../kit/Chip.tsx";
import { Failure, Skeleton } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import { ReasonDialog } from "../intervene/ReasonDialog.tsx";
import { batchQuery } from "../migrate/queries.ts";
import ops from "../Ops.module.css";
import { BatchState } from "./BatchState.tsx";
import { Progress } from "./Progress.tsx";
import css from "./Batches.module.css";

const icons = { pause: Pause, resume: Play, stop: Square } as const;
type Control = keyof typeof icons;

/** One batch: how far it is, what became of each, and holding it. */
export function BatchScreen() {
  const { id } = useParams({ from: "/shell/ops/batches/$id" });
  const { data, error, refetch } = useQuery(batchQuery(id));
  if (data === undefined && error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton rows={6} height={44} />;
  return <Shown batch={data} />;
}

function Shown({ batch }: { batch: Batch }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [control, setControl] = useState<Control | null>(null);
  const what = t(`batch.kind.${batch.kind}`);
  const offered: readonly Control[] =
    batch.state === "running" ? ["pause", "stop"] : batch.state === "paused" ? ["resume", "stop"] : [];
  const run = async (reason: string) => {
    await request("POST", `/api/batches/${batch.id}/${control ?? "pause"}`, { body: { reason } });
    await client.invalidateQueries({ queryKey: ["batches"] });
  };
  return (
    <div className={ops["screen"]}>
      <header className={ops["listHead"]}>
        <div className={css["titles"]}>
          <Link to="/ops/batches">{t("batches.title")}</Link>
          <h1>{what}</h1>
          <BatchState batch={batch} />
        </div>
        <div className={css["titles"]} aria-live="polite">
          <Progress batch={batch} />
          {offered.map((each) => {
            const Icon = icons[each];
            return (
              <Button key={each} icon={<Icon aria-hidden="true" />} onPress={() => setControl(each)}>
                {t(`batch.${each}`)}
              </Button>
            );
          })}
        </div>
      </header>
      <div className={ops["listBody"]}>
        <Items items={batch.items} />
      </div>
      {control !== null && (
        <ReasonDialog
          title={t("batch.controlTitle", { what })}
          does={t(`batch.${control}`)}
          done={t("batch.controlled")}
          run={run}
          onClose={() => setControl(null)}
        />
      )}
    </div>
  );
}

const tones: Readonly<Record<Batch["items"][number]["state"], Tone>> = {
  open: "neutral",
  done: "ok",
  refused: "bad",
  failed: "bad",
  skipped: "warn",
};

function Items({ items }: { items: Batch["items"] }) {
  const { t } = useWords();
  return (
    <table className={ops["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("batch.instance")}</th>
          <th scope="col">{t("batch.state")}</th>
          <th scope="col">{t("batch.why")}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ instanceId, state, detail, complaints }) => (
          <tr key={instanceId}>
            <td>
              <Link to="/ops/$id" params={{ id: instanceId }} search={{}} className={ops["case"] ?? ""}>
                <code>{instanceId}</code>
              </Link>
            </td>
            <td>
              <Chip tone={tones[state]}>{t(`batch.item.${state}`)}</Chip>
            </td>
            <td>
              {detail}
              {complaints.map(({ place, message }) => (
                <span key={`${place} ${message}`} className={ops["sub"]}>
                  {message}
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
