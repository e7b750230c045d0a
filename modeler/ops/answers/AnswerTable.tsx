import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { RotateCw } from "lucide-react";
import { useState } from "react";
import type { AlertAnswer } from "../../../server/http/wireOperations.ts";
import { sessionQuery } from "../../api/queries.ts";
import { request } from "../../api/request.ts";
import type { ValueNames } from "../../desk/register.ts";
import { alertAnswers, alertSources, answerOutcomes } from "../../desk/registers/values.ts";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { useWords } from "../../words/language.tsx";
import { ReasonDialog } from "../intervene/ReasonDialog.tsx";
import { Ago } from "../lists/Ago.tsx";
import { mayRepair } from "../may.ts";
import ops from "../Ops.module.css";

/** Answers to the sources of alerts as a table, with another try for those that were not told. */
export function AnswerTable({ answers }: { answers: readonly AlertAnswer[] }) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<AlertAnswer | null>(null);
  return (
    <>
      <table className={ops["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("opsAnswer.alert")}</th>
            <th scope="col">{t("opsAnswer.ticket")}</th>
            <th scope="col">{t("opsAnswer.answer")}</th>
            <th scope="col">{t("opsAnswer.state")}</th>
            <th scope="col">{t("opsAnswer.at")}</th>
            <th scope="col">{t("opsList.action")}</th>
          </tr>
        </thead>
        <tbody>
          {answers.map((answer) => (
            <Line key={answer.id} answer={answer} onRetry={() => setChosen(answer)} />
          ))}
        </tbody>
      </table>
      {chosen !== null && <Retry answer={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

type LineProps = { readonly answer: AlertAnswer; readonly onRetry: () => void };

function Line({ answer, onRetry }: LineProps) {
  const { t } = useWords();
  const nameOf = useNames();
  const { ticketNumber, state, connector, detail } = answer;
  return (
    <tr>
      <td>
        <AlertName answer={answer} />
        <span className={ops["sub"]}>{nameOf(alertSources, answer.source)}</span>
      </td>
      <td>
        <Link
          to="/desk/$register/$id"
          params={{ register: "tickets", id: ticketNumber }}
          search={{}}
          className={ops["above"] ?? ""}
        >
          {ticketNumber}
        </Link>
        {answer.customer !== null && <span className={ops["sub"]}>{answer.customer}</span>}
      </td>
      <td>
        {nameOf(alertAnswers, answer.answer)}
        {detail !== "" && <span className={ops["said"]}>{detail}</span>}
      </td>
      <td>
        <Chip tone={answerOutcomes[state]?.tone ?? "neutral"}>{nameOf(answerOutcomes, state)}</Chip>
        {connector !== null && <span className={ops["sub"]}>{t("opsAnswer.by", { connector })}</span>}
      </td>
      <td>
        <Ago at={answer.at} />
      </td>
      <td className={ops["acts"]}>
        <Acts answer={answer} onRetry={onRetry} />
      </td>
    </tr>
  );
}

/** The alert; the whole line leads to the instance that tells its source, where that is known. */
function AlertName({ answer: { alert, instanceId, state } }: { answer: AlertAnswer }) {
  if (instanceId === null) return <strong>{alert}</strong>;
  const search = state === "failed" ? ({ tab: "faults" } as const) : {};
  return (
    <Link to="/ops/$id" params={{ id: instanceId }} search={search} className={ops["case"] ?? ""}>
      <strong>{alert}</strong>
    </Link>
  );
}

function Acts({ answer: { alert, ticketNumber, jobId, cause }, onRetry }: LineProps) {
  const { t } = useWords();
  const { data: session } = useQuery(sessionQuery);
  if (jobId === null) return null;
  return (
    <>
      {cause !== null && (
        <Link to="/ops/faults/$cause" params={{ cause }} search={{}}>
          {t("opsAnswer.alike")}
        </Link>
      )}
      <Button
        icon={<RotateCw aria-hidden="true" />}
        label={`${t("opsJob.retry")}: ${alert} ${ticketNumber}`}
        declined={mayRepair(session) ? undefined : t("instance.noRight")}
        onPress={onRetry}
      />
    </>
  );
}

function Retry({ answer, onClose }: { answer: AlertAnswer; onClose: () => void }) {
  const { t } = useWords();
  const nameOf = useNames();
  const { alert, ticketNumber: ticket, source, jobId, detail } = answer;
  return (
    <ReasonDialog
      title={t("opsAnswer.retryTitle")}
      does={t("opsJob.retry")}
      done={t("opsJob.retried")}
      run={(reason) => request("POST", `/api/jobs/${encodeURIComponent(jobId ?? "")}/retry`, { body: { reason } })}
      onClose={onClose}
    >
      <p>{t("opsAnswer.retryText", { alert, ticket, source: nameOf(alertSources, source) })}</p>
      {detail !== "" && <p className={ops["quote"]}>{detail}</p>}
    </ReasonDialog>
  );
}

/** What a value is called in the reader's language; one without a name is shown as it is. */
function useNames(): (names: ValueNames, value: string) => string {
  const { pick } = useWords();
  return (names, value) => pick(names[value] ?? { de: value, en: value });
}
