import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Play, Square, Trash2 } from "lucide-react";
import { useState } from "react";
import { workQuery, type Work, type WorkType } from "../../api/cases.ts";
import { Button } from "../../kit/Button.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { Failure, Skeleton } from "../../kit/states.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { useWords } from "../../words/language.tsx";
import { minutesText } from "../../words/time.ts";
import { Elapsed } from "./Elapsed.tsx";
import { areMinutes, MinutesInput, type Minutes } from "./MinutesInput.tsx";
import { useWork } from "./useWork.ts";
import { WorkEntries } from "./WorkEntries.tsx";
import css from "./Case.module.css";

export type TimeProps = { readonly ticketNumber: string; readonly taskId: string };

/** The time on a ticket: a timer that runs on the server, minutes by hand, what was worked so far. */
export function Time({ ticketNumber, taskId }: TimeProps) {
  const { t, language } = useWords();
  const { data, error, refetch } = useQuery(workQuery(ticketNumber));
  if (data === undefined && error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton rows={3} height={48} />;
  return (
    <section className={css["card"]} id="case-time" aria-label={t("case.time")}>
      {data.isCounted ? (
        <Counting work={data} ticketNumber={ticketNumber} taskId={taskId} />
      ) : (
        <p className={css["quiet"]}>{t("time.notCounted")}</p>
      )}
      <WorkEntries entries={data.entries} />
      {data.isCounted && (
        <p className={css["fine"]}>{t("time.today", { time: minutesText(data.todayMinutes, language) })}</p>
      )}
    </section>
  );
}

type RecordProps = {
  /** The timer that runs is this ticket's. */
  readonly isHere: boolean;
  readonly isPending: boolean;
  readonly isMissing: boolean;
  readonly onPress: () => void;
};

function RecordButton({ isHere, isPending, isMissing, onPress }: RecordProps) {
  const { t } = useWords();
  return (
    <div {...(isHere ? { "data-first": true } : {})}>
      <Button
        kind={isHere ? "primary" : "quiet"}
        {...(isHere ? { icon: <Square aria-hidden="true" /> } : {})}
        isPending={isPending}
        declined={isMissing ? t("time.minutesMissing") : undefined}
        onPress={onPress}
      >
        {t(isHere ? "time.stop" : "time.record")}
      </Button>
    </div>
  );
}

const workTypes = ["remote", "phone", "onsite", "travel", "project"] as const satisfies readonly WorkType[];

function Counting({ work, ticketNumber, taskId }: TimeProps & { work: Work }) {
  const { t } = useWords();
  const { timer } = work;
  const isHere = timer?.ticketNumber === ticketNumber;
  const { act, isPending } = useWork(ticketNumber);
  const [workType, setWorkType] = useState<WorkType>("remote");
  const [note, setNote] = useState("");
  const [minutes, setMinutes] = useState<Minutes>(null);
  const isAmiss = minutes !== null && !areMinutes(minutes);
  const done = () => {
    setNote("");
    setMinutes(null);
  };
  const record = () => {
    const spent = { workType, note: note.trim() };
    if (isHere) return act({ kind: "stop", ...spent, ...(areMinutes(minutes) ? { minutes } : {}) }, done);
    if (areMinutes(minutes)) act({ kind: "record", ticketNumber, minutes, ...spent }, done);
  };
  return (
    <>
      {isHere && <Running timer={timer} onDiscard={() => act({ kind: "discard" }, done)} isPending={isPending} />}
      {timer !== null && !isHere && <Elsewhere timer={timer} />}
      {timer === null && (
        <div data-first>
          <Button
            icon={<Play aria-hidden="true" />}
            isPending={isPending}
            onPress={() => act({ kind: "start", ticketNumber, taskId })}
          >
            {t("time.start")}
          </Button>
        </div>
      )}
      <div className={css["workFields"]}>
        <MinutesInput value={minutes} onChange={setMinutes} isCounting={isHere} />
        <Picker
          label={t("time.type")}
          choices={workTypes.map((type) => ({ id: type, name: t(`time.${type}`) }))}
          value={workType}
          onChange={(value) => setWorkType(workTypes.find((type) => type === value) ?? "remote")}
        />
      </div>
      <TextInput label={t("time.note")} value={note} onChange={setNote} maxLength={2_000} rows={2} />
      <RecordButton
        isHere={isHere}
        isPending={isPending}
        isMissing={isAmiss || (!isHere && minutes === null)}
        onPress={record}
      />
    </>
  );
}

type Timer = NonNullable<Work["timer"]>;

function Running({ timer, onDiscard, isPending }: { timer: Timer; onDiscard: () => void; isPending: boolean }) {
  const { t } = useWords();
  return (
    <div className={css["running"]}>
      <span className={css["pulse"]} aria-hidden="true" />
      <Elapsed since={timer.startedAt} />
      <span className={css["fine"]}>{t("time.running")}</span>
      <Button
        kind="plain"
        label={t("time.discard")}
        icon={<Trash2 aria-hidden="true" />}
        isPending={isPending}
        onPress={onDiscard}
      />
    </div>
  );
}

/** One timer runs at a time: this one runs for another ticket. */
function Elsewhere({ timer }: { timer: Timer }) {
  const { t } = useWords();
  return (
    <p className={css["elsewhere"]}>
      <span>{t("time.elsewhere", { number: timer.ticketNumber, title: timer.title })}</span>
      {timer.taskId !== null && (
        <span data-first>
          <Link to="/tasks" search={{ view: "all", task: timer.taskId }}>
            {t("time.goThere")}
          </Link>
        </span>
      )}
    </p>
  );
}
