import { parseAbsoluteToLocal, type DateValue } from "@internationalized/date";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { taskQuery } from "../api/queries.ts";
import type { Task } from "../api/types.ts";
import { Button } from "../kit/Button.tsx";
import { DateEntry } from "../kit/DateEntry.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { Failure, Skeleton } from "../kit/states.tsx";
import { TextInput } from "../kit/TextInput.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { useWords } from "../words/language.tsx";
import { useTaskAct } from "./act.ts";

/** Says anew by when a task should be done, and why. */
export function DueDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const { data: task, error } = useQuery(taskQuery(id));
  if (task !== undefined) return <Asked task={task} onClose={onClose} />;
  return (
    <Dialog title={t("due.change")} onClose={onClose} actions={<Button onPress={onClose}>{t("common.close")}</Button>}>
      {error === null ? <Skeleton rows={2} height={48} /> : <Failure error={error} />}
    </Dialog>
  );
}

function Asked({ task, onClose }: { task: Task; onClose: () => void }) {
  const { t } = useWords();
  const { say } = useToasts();
  const act = useTaskAct();
  const [value, setValue] = useState<DateValue | null>(() =>
    task.dueAt === null ? null : parseAbsoluteToLocal(task.dueAt),
  );
  const [reason, setReason] = useState("");
  const [isAsked, setAsked] = useState(false);
  const dueAt = value !== null && "toAbsoluteString" in value ? value.toAbsoluteString() : null;
  const done = () => {
    say({ tone: "ok", text: t("due.done") });
    onClose();
  };
  const save = (at: string | null) => {
    setAsked(true);
    if (reason.trim() === "") return;
    act.mutate({ kind: "reschedule", id: task.id, dueAt: at, reason: reason.trim() }, { onSuccess: done });
  };
  const actions = (
    <>
      {task.dueAt !== null && (
        <Button
          kind="plain"
          isPending={act.isPending}
          declined={declinedFor(task, t("due.no"))}
          onPress={() => save(null)}
        >
          {t("due.none")}
        </Button>
      )}
      <Button onPress={onClose}>{t("common.cancel")}</Button>
      <Button
        kind="primary"
        isPending={act.isPending}
        declined={dueAt === null ? t("due.choose") : declinedFor(task, t("due.no"))}
        onPress={() => save(dueAt)}
      >
        {t("due.change")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("due.title", { name: task.title ?? task.name })} onClose={onClose} actions={actions}>
      <DateEntry label={t("due.at")} value={value} onChange={setValue} granularity="minute" isRequired />
      <TextInput
        label={t("due.reason")}
        value={reason}
        onChange={setReason}
        rows={2}
        isRequired
        help={t("due.reasonHelp")}
        error={isAsked && reason.trim() === "" ? t("due.reasonMissing") : undefined}
      />
      {act.error !== null && <Failure error={act.error} />}
    </Dialog>
  );
}

function declinedFor(task: Task, why: string): string | undefined {
  return task.actions.includes("reschedule") ? undefined : why;
}
