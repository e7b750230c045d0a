import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { request } from "../../api/request.ts";
import { useToasts } from "../../kit/toasts.tsx";
import { useWords } from "../../words/language.tsx";
import { Unreadable } from "./planDraft.ts";

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
    onError: (error) => setMistake(error.message),
  });
  const save = (address: string, bodyOf: () => unknown) => {
    setMistake(undefined);
    try {
      sending.mutate({ address, body: bodyOf() });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      setMistake(t("plans.unread", { text: error.text }));
    }
  };
  return { save, mistake, setMistake, isPending: sending.isPending };
}
