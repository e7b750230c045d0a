import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useToasts } from "../kit/toasts.tsx";
import type { Key } from "../words/dictionary.ts";
import { useWords } from "../words/language.tsx";
import type { Places } from "../words/translate.ts";

type Change<Given, Answer> = {
  readonly run: (given: Given) => Promise<Answer>;
  /** What is said when it is done; nothing where the screen itself shows it. */
  readonly said?: Key;
  readonly places?: Places;
  readonly onDone?: (answer: Answer) => void;
};

/** Sends a change of the administration, shows what became of it, and says why not if it was refused. */
export function useChange<Given = void, Answer = unknown>({ run, said, places, onDone }: Change<Given, Answer>) {
  const { t } = useWords();
  const { say } = useToasts();
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: async (answer) => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ["admin"] }),
        client.invalidateQueries({ queryKey: ["setup"] }),
      ]);
      if (said !== undefined) say({ tone: "ok", text: t(said, places) });
      onDone?.(answer);
    },
    onError: (error) => say({ tone: "bad", text: error.message }),
  });
}
