import { useCallback, useEffect, useRef, useState } from "react";
import { ProblemError } from "../api/request.ts";
import { savePart, type DraftPart, type PartKind } from "../processes/queries.ts";

/** How saving stands. `stale`: somebody else has saved this part since; nothing is written until that is settled. */
export type Saving =
  | { readonly kind: "saved"; readonly at: string | null }
  | { readonly kind: "changed" }
  | { readonly kind: "saving" }
  | { readonly kind: "failed"; readonly error: Error }
  | { readonly kind: "stale"; readonly by: string; readonly at: string };

export type AutosaveOptions = {
  readonly draftId: string;
  readonly kind: PartKind;
  readonly partKey: string;
  readonly revision: number;
  readonly read: () => Promise<unknown>;
  readonly onSaved: (part: DraftPart) => void;
};
export type Autosave = {
  readonly saving: Saving;
  /** Something has changed; it is saved a moment later. */
  readonly touch: () => void;
  /** Saves now. Resolves when nothing is left to save; false when it could not be saved. */
  readonly flush: () => Promise<boolean>;
  /** After a conflict: from here on this is the revision that was seen. */
  readonly settle: (revision: number) => void;
  /** The revision this copy was begun from. */
  readonly revision: () => number;
};

const pause = 900;

/** Saves a part by itself, never over somebody else's work. */
export function useAutosave(options: AutosaveOptions): Autosave {
  const [saving, setSaving] = useState<Saving>({ kind: "saved", at: null });
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const state = useRef({ revision: options.revision, changes: 0, saved: 0, isStale: false });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const running = useRef<Promise<boolean> | null>(null);

  const saveOnce = useCallback(async (): Promise<boolean> => {
    const { draftId, kind, partKey, read, onSaved } = latest.current;
    const seen = state.current.changes;
    setSaving({ kind: "saving" });
    try {
      const body = await read();
      const part = await savePart(draftId, { kind, key: partKey, revision: state.current.revision, body });
      state.current.revision = part.revision;
      state.current.saved = seen;
      setSaving(state.current.changes === seen ? { kind: "saved", at: part.savedAt } : { kind: "changed" });
      onSaved(part);
      return true;
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      const stale = staleness(error);
      state.current.isStale = stale !== null;
      setSaving(stale ?? { kind: "failed", error });
      return false;
    }
  }, []);

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    if (running.current !== null) await running.current;
    if (state.current.isStale) return false;
    if (state.current.changes === state.current.saved) return true;
    running.current = saveOnce();
    const isSaved = await running.current;
    running.current = null;
    return isSaved && state.current.changes !== state.current.saved ? flush() : isSaved;
  }, [saveOnce]);

  const touch = useCallback(() => {
    state.current.changes += 1;
    if (state.current.isStale) return;
    setSaving((before) => (before.kind === "saving" ? before : { kind: "changed" }));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), pause);
  }, [flush]);
  const settle = useCallback((revision: number) => {
    state.current = { revision, changes: 0, saved: 0, isStale: false };
    setSaving({ kind: "saved", at: null });
  }, []);
  const revision = useCallback(() => state.current.revision, []);

  useWarning(saving.kind !== "saved");
  useEffect(() => () => void flush(), [flush]);
  return { saving, touch, flush, settle, revision };
}

/** Who leaves the page with something unsaved is asked. */
function useWarning(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isNeeded]);
}

function staleness(error: Error): Saving | null {
  if (!(error instanceof ProblemError) || error.problem.code !== "draft.stale") return null;
  const told = (place: string) => error.problem.complaints?.find((complaint) => complaint.place === place)?.message ?? "";
  return { kind: "stale", by: told("savedBy"), at: told("savedAt") };
}
