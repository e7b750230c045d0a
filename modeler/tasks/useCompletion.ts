import { useEffect, useRef } from "react";
import { flushSync } from "react-dom";
import type { Task } from "../api/types.ts";
import type { FormHandle } from "../form/TaskForm.tsx";
import { useSteady } from "../kit/steady.ts";
import { useToasts } from "../kit/toasts.tsx";
import { useReach } from "../live/LiveProvider.tsx";
import { useWords } from "../words/language.tsx";
import { useComplete } from "./act.ts";

/** How long a task must have been seen before it can be completed, when it came by itself. Milliseconds. */
const settling = 600;

/**
 * Completes the open task. After a completion the next one stands in the same place, under the same finger: what comes
 * while one is being completed, or before the next one has been seen, was meant for the last.
 */
export function useCompletion(
  task: Task | undefined,
  form: { current: FormHandle | null },
  onCompleted: (id: string) => void,
) {
  const { t } = useWords();
  const { say } = useToasts();
  const { isOutOfReach } = useReach();
  const { mutate, isPending, error, variables: last, reset } = useComplete();
  const gate = useGate(task?.id);
  const complete = useSteady(() => {
    if (task === undefined || gate.isShut()) return;
    if (!task.actions.includes("complete")) {
      const { owner } = task;
      const text = owner === null ? t("task.claimFirst") : t("delegate.handBack", { name: owner.name });
      return say({ tone: "info", text });
    }
    if (isOutOfReach) return say({ tone: "info", text: t("task.outOfReach") });
    takeOverTyping();
    const variables = task.form === null ? {} : (form.current?.read() ?? null);
    if (variables === null) return;
    gate.shut();
    mutate(
      { id: task.id, variables },
      {
        onSuccess: () => {
          gate.openLater();
          say({ tone: "ok", text: t("task.completed", { name: task.businessKey ?? task.name }) });
          onCompleted(task.id);
        },
        onError: gate.open,
      },
    );
  });
  // the one that was refused may have been another task
  return { complete, isPending, error: last?.id === task?.id ? error : null, reset };
}

/** What is known before the screen is drawn again: whether a press counts. */
function useGate(id: string | undefined) {
  const opensAt = useRef(0);
  const waitsForNext = useRef(false);
  useEffect(() => {
    if (id === undefined || !waitsForNext.current) return;
    const frame = requestAnimationFrame(() => {
      waitsForNext.current = false;
      opensAt.current = performance.now() + settling;
    });
    return () => cancelAnimationFrame(frame);
  }, [id]);
  return {
    isShut: () => performance.now() < opensAt.current,
    shut: () => (opensAt.current = Infinity),
    open: () => (opensAt.current = 0),
    openLater: () => (waitsForNext.current = true),
  };
}

/** A number field takes over what was typed when it loses the focus; a shortcut must not be faster than that. */
function takeOverTyping(): void {
  const active = document.activeElement;
  if (!(active instanceof HTMLInputElement)) return;
  flushSync(() => active.blur());
  active.focus();
}
