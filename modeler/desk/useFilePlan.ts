import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { query } from "../api/queries.ts";
import { sendFile } from "../api/sendFile.ts";

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
  const [file, setFile] = useState<File | null>(null);
  const how = query(asked);
  const looking = useQuery({
    queryKey: ["file-plan", preview, file?.name, file?.lastModified, file?.size, how],
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
    mutationFn: (chosen: File) => sendFile<Taken>(`${take}${how}`, chosen, "text/csv"),
    onSuccess: () => void client.invalidateQueries({ queryKey: ["records"] }),
  });
  return {
    file,
    choose: (chosen) => {
      taking.reset();
      setFile(chosen);
    },
    plan: file === null || looking.error !== null ? undefined : looking.data,
    isLooking: looking.isFetching,
    isTaking: taking.isPending,
    refusal: taking.error ?? looking.error,
    take: (done) => file !== null && taking.mutate(file, { onSuccess: done }),
  };
}
