import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { query } from "../api/queries.ts";
import { sendFile } from "../api/sendFile.ts";
import { useSettled } from "../kit/settled.ts";

/** A file that is looked at before it is taken. */
export type FilePlan<Plan, Taken> = {
  readonly file: File | null;
  readonly choose: (file: File) => void;
  /** What the file would change; undefined until that is known. */
  readonly plan: Plan | undefined;
  readonly isLooking: boolean;
  readonly isTaking: boolean;
  readonly refusal: Error | null;
  readonly take: (done: (taken: Taken) => void) => void;
};

/** Where a file is looked at and where it is taken, and how. */
export type FileAddresses = {
  readonly preview: string;
  readonly take: string;
  readonly asked: Readonly<Record<string, string | undefined>>;
};

/** Asks the server what a CSV file would change, again whenever it is asked in another way, and sends it for good. */
export function useFilePlan<Plan, Taken>({ preview, take, asked }: FileAddresses): FilePlan<Plan, Taken> {
  const client = useQueryClient();
  const [{ file, turn }, setChosen] = useState<{ file: File | null; turn: number }>({ file: null, turn: 0 });
  const now = query(asked);
  const how = useSettled(now);
  const looking = useQuery({
    queryKey: ["file-plan", preview, turn, how],
    queryFn: ({ signal }) =>
      file === null
        ? Promise.reject(new Error("no file"))
        : sendFile<Plan>(`${preview}${how}`, file, "text/csv", signal),
    enabled: file !== null,
    retry: false,
    gcTime: 0,
    placeholderData: (before) => before,
  });
  const taking = useMutation({
    mutationFn: (sent: { file: File; how: string }) => sendFile<Taken>(`${take}${sent.how}`, sent.file, "text/csv"),
    onSuccess: () => void client.invalidateQueries({ queryKey: ["records"] }),
  });
  // what was declined is another thing once it is asked in another way
  const declined = taking.variables?.how === now ? taking.error : null;
  return {
    file,
    choose: (chosen) => {
      taking.reset();
      setChosen({ file: chosen, turn: turn + 1 });
    },
    plan: file === null || looking.error !== null ? undefined : looking.data,
    isLooking: looking.isFetching || (file !== null && how !== now),
    isTaking: taking.isPending,
    refusal: declined ?? looking.error,
    take: (done) => file !== null && taking.mutate({ file, how }, { onSuccess: done }),
  };
}
