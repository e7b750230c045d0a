import { useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "../../api/request.ts";
import { useToasts } from "../../kit/toasts.tsx";
import type { Key } from "../../words/dictionary.ts";
import { useWords } from "../../words/language.tsx";
import { useComplaints } from "./useComplaints.ts";

/** Saves a ledger. What the server declines is for the fields, so no message pops up. */
export function useSave(said: Key, onDone: () => void) {
  const { t } = useWords();
  const { say } = useToasts();
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: object) => request<void>("PUT", "/api/ledger-targets", { body }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["admin"] });
      say({ tone: "ok", text: t(said) });
      onDone();
    },
  });
  return { save: mutate, isPending, error, wrong: useComplaints(error) };
}
