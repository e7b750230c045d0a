import { useEffect, useRef, useState } from "react";
import { ProblemError } from "../api/request.ts";
import { savePart, type DraftPart, type PartKind } from "../processes/queries.ts";
import { takeOverTyped } from "./leaving.ts";
import { createSaver, type Saved, type Saver, type Saving } from "./saver.ts";

export type { Saving } from "./saver.ts";
export type AutosaveOptions = {
  readonly draftId: string;
  readonly kind: PartKind;
  readonly partKey: string;
  readonly revision: number;
  readonly read: () => Promise<unknown>;
  readonly onSaved: (part: DraftPart) => void;
};
export type Autosave = Saver & { readonly saving: Saving };

/** Saves a part by itself, never over somebody else's work. */
export function useAutosave(options: AutosaveOptions): Autosave {
  const [saving, setSaving] = useState<Saving>({ kind: "saved", at: null });
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const [saver] = useState(() =>
    createSaver({
      revision: options.revision,
      save: (revision) => save(latest.current, revision),
      tell: setSaving,
      pause: 900,
      retry: 5000,
    }),
  );
  useWarning(saver);
  useEffect(() => () => void saver.flush(), [saver]);
  return { ...saver, saving };
}

async function save({ draftId, kind, partKey, read, onSaved }: AutosaveOptions, revision: number): Promise<Saved> {
  try {
    const part = await savePart(draftId, { kind, key: partKey, revision, body: await read() });
    onSaved(part);
    return { kind: "saved", revision: part.revision, at: part.savedAt };
  } catch (cause) {
    if (!(cause instanceof ProblemError) || cause.problem.code !== "draft.stale") throw cause;
    const told = (place: string) => cause.problem.complaints?.find((one) => one.place === place)?.message ?? "";
    return { kind: "stale", by: told("savedBy"), at: told("savedAt") };
  }
}

/** Who leaves the page with something unsaved is asked; it is being saved by then. */
function useWarning({ isSaved, flush }: Saver): void {
  useEffect(() => {
    const leave = () => {
      takeOverTyped();
      if (!isSaved()) void flush();
      return isSaved();
    };
    const ask = (event: BeforeUnloadEvent) => {
      if (!leave()) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("beforeunload", ask);
      window.removeEventListener("pagehide", leave);
    };
  }, [isSaved, flush]);
}
