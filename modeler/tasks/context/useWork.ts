import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { WorkType } from "../../api/cases.ts";
import { ProblemError, request } from "../../api/request.ts";
import { useToasts } from "../../kit/toasts.tsx";
import type { Key } from "../../words/dictionary.ts";
import { useWords } from "../../words/language.tsx";

type Spent = { readonly workType: WorkType; readonly note: string };

/** What one does with one's time. */
export type WorkAct =
  | { readonly kind: "start"; readonly ticketNumber: string; readonly taskId: string }
  | ({ readonly kind: "stop"; readonly minutes?: number } & Spent)
  | { readonly kind: "discard" }
  | ({ readonly kind: "record"; readonly ticketNumber: string; readonly minutes: number } & Spent);

const said: Readonly<Record<WorkAct["kind"], Key>> = {
  start: "time.started",
  stop: "time.recorded",
  discard: "time.discarded",
  record: "time.recorded",
};

/** Starts and stops one's timer and records time; what became of it is said. */
export function useWork(ticketNumber: string) {
  const { t } = useWords();
  const { say } = useToasts();
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: send,
    onSuccess: (_, { kind }) => say({ tone: "ok", text: t(said[kind], { number: ticketNumber }) }),
    onError: (error) => {
      const isLong = error instanceof ProblemError && error.problem.code === "timer.long";
      say({ tone: "bad", text: isLong ? t("time.long") : error.message });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["cases", "work"] }),
  });
  const act = (one: WorkAct, onSuccess: () => void = () => undefined) => mutate(one, { onSuccess });
  return { act, isPending };
}

function send({ kind, ...body }: WorkAct): Promise<void> {
  switch (kind) {
    case "start":
      return request("POST", "/api/work/timer", { body });
    case "stop":
      return request("POST", "/api/work/timer/stop", { body });
    case "discard":
      return request("DELETE", "/api/work/timer");
    case "record":
      return request("POST", "/api/work", { body });
  }
}
