import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemError, request } from "../../api/request.ts";
import { unreadMistake } from "../../form/unread.ts";
import { useToasts } from "../../kit/toasts.tsx";
import type { Key } from "../../words/dictionary.ts";
import { useWords, type Words } from "../../words/language.tsx";
import { Unreadable } from "./planDraft.ts";

/** What the server declines, in the reader's words. */
const declined: Readonly<Record<string, Key | undefined>> = {
  "template.taken": "plans.taken",
  "template.stale": "plans.stale",
  "plan.stale": "plans.stale",
};

/** Sends a plan; what cannot be read and what the server declines is told. */
export function usePlanSaving(onSaved: () => void) {
  const { t } = useWords();
  const { say } = useToasts();
  const client = useQueryClient();
  const [mistake, setMistake] = useState<string>();
  const sending = useMutation({
    mutationFn: ({ address, body }: { address: string; body: unknown }) => request("PUT", address, { body }),
    onSuccess: () => {
      say({ tone: "ok", text: t("plans.saved") });
      void client.invalidateQueries({ queryKey: ["records"] });
      onSaved();
    },
    onError: (error) => {
      const key = error instanceof ProblemError ? declined[error.problem.code] : undefined;
      setMistake(key === undefined ? error.message : t(key));
    },
  });
  const save = (address: string, bodyOf: () => unknown) => {
    setMistake(undefined);
    try {
      sending.mutate({ address, body: bodyOf() });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      setMistake(unreadText(error, t));
    }
  };
  return { save, mistake, setMistake, isPending: sending.isPending };
}

/** Which line and field cannot be read, and why. */
function unreadText({ text, kind, place: { what, line, field } }: Unreadable, t: Words["t"]): string {
  const place = { line: line === "" ? t(what) : t("plans.line", { what: t(what), line }), field: t(field) };
  const mistake = unreadMistake(text, kind);
  if (text === "" || mistake === null) return t("plans.blank", place);
  return t("plans.unread", { ...place, text, why: t(mistake.key, mistake.places) });
}
