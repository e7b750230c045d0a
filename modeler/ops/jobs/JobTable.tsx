import { useQuery } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useState } from "react";
import type { Job } from "../../../server/http/wireOperations.ts";
import { sessionQuery } from "../../api/queries.ts";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Chip, type Tone } from "../../kit/Chip.tsx";
import { useWords } from "../../words/language.tsx";
import { instantText } from "../../words/time.ts";
import { ReasonDialog } from "../intervene/ReasonDialog.tsx";
import { Ago } from "../lists/Ago.tsx";
import { CaseCell, CaseHeads, caseName, PlaceCell } from "../lists/CaseCell.tsx";
import { mayRepair } from "../may.ts";
import ops from "../Ops.module.css";

const tones: Readonly<Record<Job["state"], Tone>> = {
  waiting: "neutral",
  leased: "info",
  retried: "warn",
  failed: "bad",
};

/** Open jobs as a table, with another try for each that nobody works on. */
export function JobTable({ jobs }: { jobs: readonly Job[] }) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<Job | null>(null);
  return (
    <>
      <table className={ops["table"]}>
        <thead>
          <tr>
            <CaseHeads />
            <th scope="col">{t("opsJob.type")}</th>
            <th scope="col">{t("opsJob.state")}</th>
            <th scope="col">{t("opsJob.runs")}</th>
            <th scope="col">{t("opsList.action")}</th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <Line key={job.id} job={job} onRetry={() => setChosen(job)} />
          ))}
        </tbody>
      </table>
      {chosen !== null && <Retry job={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

function Line({ job, onRetry }: { job: Job; onRetry: () => void }) {
  const { t, language } = useWords();
  const { data: session } = useQuery(sessionQuery);
  const noRight = mayRepair(session) ? undefined : t("instance.noRight");
  const { state, attempts, retriesLeft, leasedBy, leasedUntil } = job;
  return (
    <tr>
      <CaseCell of={job} tab={state === "failed" ? "faults" : "waits"} />
      <td>{job.customer ?? "–"}</td>
      <PlaceCell {...job} />
      <td>
        <code>{job.type}</code>
        {job.lastError !== null && <span className={ops["said"]}>{job.lastError}</span>}
      </td>
      <td>
        <span className={ops["chips"]}>
          <Chip tone={tones[state]}>{t(`opsJob.state.${state}`)}</Chip>
          {job.isSuspended && <Chip tone="warn">{t("status.suspended")}</Chip>}
        </span>
        <span className={ops["sub"]}>
          {t("opsJob.attempts", { count: attempts })} · {t("opsJob.left", { left: retriesLeft })}
        </span>
      </td>
      <td>
        {state === "leased" && leasedUntil !== null ? (
          <span className={ops["sub"]}>
            {t("opsJob.by", { worker: leasedBy ?? "?", until: instantText(leasedUntil, language) })}
          </span>
        ) : state === "failed" ? (
          "–"
        ) : (
          <Ago at={job.runAt} />
        )}
      </td>
      <td className={ops["acts"]}>
        <Button
          icon={<RotateCw aria-hidden="true" />}
          label={`${t("opsJob.retry")}: ${caseName(job)}`}
          declined={state === "leased" ? t("opsJob.isLeased") : noRight}
          onPress={onRetry}
        />
      </td>
    </tr>
  );
}

function Retry({ job, onClose }: { job: Job; onClose: () => void }) {
  const { t } = useWords();
  return (
    <ReasonDialog
      title={t("opsJob.retryTitle")}
      does={t("opsJob.retry")}
      done={t("opsJob.retried")}
      run={(reason) => request("POST", `/api/jobs/${encodeURIComponent(job.id)}/retry`, { body: { reason } })}
      onClose={onClose}
    >
      <p>{t("opsJob.retryText", { name: caseName(job), element: job.elementName })}</p>
      {job.lastError !== null && <p className={ops["quote"]}>{job.lastError}</p>}
    </ReasonDialog>
  );
}
