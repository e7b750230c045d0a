import { useQuery } from "@tanstack/react-query";
import { memo, Suspense } from "react";
import { sessionQuery } from "../api/queries.ts";
import type { Task } from "../api/types.ts";
import type { FormHandle } from "../form/TaskForm.tsx";
import { keysOf } from "../keys/shortcuts.ts";
import { Button } from "../kit/Button.tsx";
import { fetched } from "../kit/fetched.ts";
import { Skeleton } from "../kit/states.tsx";
import { useReach } from "../live/LiveProvider.tsx";
import { useWords } from "../words/language.tsx";
import css from "./Detail.module.css";

const { Component: TaskForm, ahead } = fetched(async () => (await import("../form/TaskForm.tsx")).TaskForm);
/** Fetches the code of forms. */
export const fetchForm = ahead;

export type FormCardProps = {
  readonly task: Task;
  readonly form: { current: FormHandle | null };
  readonly onComplete: () => void;
  readonly onAct: (kind: "claim" | "handBack") => void;
  readonly isPending: boolean;
};

/** The form of a task with what is to be done and whose turn it is. */
export const FormCard = memo(function FormCard({ task, form, onComplete, onAct, isPending }: FormCardProps) {
  const { t, pick } = useWords();
  const mayComplete = task.actions.includes("complete");
  const declined = useReach().isOutOfReach ? t("task.outOfReach") : undefined;
  return (
    <section className={css["card"]} aria-labelledby="form-title">
      <header className={css["cardHead"]}>
        <h2 id="form-title">{task.form === null ? t("task.noForm") : pick(task.form.title)}</h2>
      </header>
      {task.documentation !== null && <p className={css["documentation"]}>{task.documentation}</p>}
      {task.owner === null ? (
        <WhoHolds task={task} mayComplete={mayComplete} declined={declined} onClaim={() => onAct("claim")} />
      ) : (
        <HandedOver task={task} owner={task.owner} declined={declined} onHandBack={() => onAct("handBack")} />
      )}
      {task.form === null && <p>{t("task.noFormText")}</p>}
      {task.form !== null && (
        <Suspense fallback={<Skeleton rows={4} height={48} />}>
          <TaskForm
            ref={form}
            task={task}
            form={task.form}
            isDisabled={!task.actions.includes("edit")}
            action={
              mayComplete && (
                <Button kind="primary" declined={declined} isPending={isPending} onPress={onComplete} keys="mod+enter">
                  {t("tasks.complete")}
                </Button>
              )
            }
          />
        </Suspense>
      )}
    </section>
  );
});

type WhoHoldsProps = {
  readonly task: Task;
  readonly mayComplete: boolean;
  readonly declined: string | undefined;
  readonly onClaim: () => void;
};

/** Why the form cannot be filled, or that nobody has taken the task yet. */
function WhoHolds({ task, mayComplete, declined, onClaim }: WhoHoldsProps) {
  const { t } = useWords();
  const isFree = task.actions.includes("claim");
  if (mayComplete && !isFree) return null;
  const reason =
    task.assignee === null
      ? t("task.noClaim", { groups: task.candidateGroups.join(", ") })
      : t("task.noComplete", { name: task.assignee.name });
  return (
    <p className={css["claimHint"]}>
      {isFree ? t(mayComplete ? "task.stillFree" : "task.readOnly") : reason}
      {isFree && (
        <Button declined={declined} onPress={onClaim}>
          {t("tasks.claim")}
        </Button>
      )}
    </p>
  );
}

type HandedOverProps = {
  readonly task: Task;
  readonly owner: NonNullable<Task["owner"]>;
  readonly declined: string | undefined;
  readonly onHandBack: () => void;
};

/** The task was handed over for a while: who has it, and how it comes back. */
function HandedOver({ task, owner, declined, onHandBack }: HandedOverProps) {
  const { t } = useWords();
  const { data: session } = useQuery(sessionQuery);
  const me = session?.user.login;
  const name = task.assignee?.name ?? "";
  const isWithMe = task.assignee?.login === me;
  const text = isWithMe
    ? t("delegate.yours", { name: owner.name })
    : t(owner.login === me ? "delegate.theirs" : "delegate.between", { name, owner: owner.name });
  return (
    <p className={css["claimHint"]}>
      {text}
      {task.actions.includes("handBack") && (
        <Button
          kind={isWithMe ? "primary" : "quiet"}
          keys={keysOf("handBack")}
          declined={declined}
          onPress={onHandBack}
        >
          {isWithMe ? t("delegate.handBack", { name: owner.name }) : t("delegate.takeBack")}
        </Button>
      )}
    </p>
  );
}
