import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import { useAutosave, type Autosave } from "../model/useAutosave.ts";
import type { Draft, DraftPartBody } from "../processes/queries.ts";
import { begin, redo, step, undo, type History } from "../rules/table/history.ts";

/** How what is stored becomes what is edited, and back. Both are pure and stay the same. */
export type Codec<T> = { readonly open: (body: unknown) => T; readonly store: (present: T) => unknown };
export type PartDraft<T> = {
  readonly present: T;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** A change of what is there at that moment, so that none writes over another. */
  readonly change: (edit: (before: T) => T) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Takes what is stored now, without a step to take back. */
  readonly take: (body: unknown, revision: number) => void;
  readonly autosave: Autosave;
};

/** A part of a draft with its history, saved by itself. */
export function usePartDraft<T>(draft: Draft, part: DraftPartBody, codec: Codec<T>): PartDraft<T> {
  const client = useQueryClient();
  const [history, setHistory] = useState<History<T>>(() => begin(codec.open(part.body)));
  const latest = useRef(history);
  const autosave = useAutosave({
    draftId: draft.id,
    kind: part.kind,
    partKey: part.key,
    revision: part.revision,
    read: () => Promise.resolve(codec.store(latest.current.present)),
    onSaved: () => void client.invalidateQueries({ queryKey: ["drafts", "one", draft.id] }),
  });
  const { touch, settle } = autosave;
  const put = useCallback((next: History<T>) => {
    latest.current = next;
    setHistory(next);
  }, []);
  const actions = useMemo(() => {
    const turn = (next: History<T>) => {
      if (next.present === latest.current.present) return;
      put(next);
      touch();
    };
    return {
      change: (edit: (before: T) => T) => turn(step(latest.current, edit(latest.current.present))),
      undo: () => turn(undo(latest.current)),
      redo: () => turn(redo(latest.current)),
    };
  }, [put, touch]);
  const take = useCallback(
    (body: unknown, revision: number) => {
      settle(revision);
      put(begin(codec.open(body)));
    },
    [settle, put, codec],
  );
  const { past, present, future } = history;
  return { present, canUndo: past.length > 0, canRedo: future.length > 0, ...actions, take, autosave };
}
