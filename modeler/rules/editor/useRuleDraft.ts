import { useCallback, useEffect, useRef, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import type { Draft, DraftPartBody } from "../../processes/queries.ts";
import { useAutosave, type Autosave } from "../../model/useAutosave.ts";
import { begin, redo, step, undo, type History } from "../table/history.ts";
import { tableOf, type RuleTable } from "../table/ruleTable.ts";

/** What is edited: a table, or what is none and is edited as JSON. */
export type Body =
  | { readonly kind: "table"; readonly table: RuleTable }
  | { readonly kind: "raw"; readonly body: unknown };
export type RuleDraft = {
  readonly body: Body;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly change: (body: Body) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Takes what is stored now, without a step to take back. */
  readonly take: (body: unknown, revision: number) => void;
  readonly autosave: Autosave;
  /** What was last known to be stored. */
  readonly base: unknown;
};

/** What is given as what is edited. */
export function bodyOf(given: unknown): Body {
  const table = tableOf(given);
  return table === null ? { kind: "raw", body: given } : { kind: "table", table };
}

/** What is edited as it is stored. */
export function storedOf(body: Body): unknown {
  return body.kind === "table" ? body.table : body.body;
}

/** A rule set of a draft with its history, saved by itself. */
export function useRuleDraft(draft: Draft, part: DraftPartBody): RuleDraft {
  const client = useQueryClient();
  const [history, setHistory] = useState<History<Body>>(() => begin(bodyOf(part.body)));
  const [base, setBase] = useState<unknown>(part.body);
  const present = useRef(history.present);
  const sent = useRef<unknown>(part.body);
  useEffect(() => {
    present.current = history.present;
  });
  const autosave = useAutosave({
    draftId: draft.id,
    kind: "ruleSet",
    partKey: part.key,
    revision: part.revision,
    read: () => {
      sent.current = storedOf(present.current);
      return Promise.resolve(sent.current);
    },
    onSaved: () => {
      setBase(sent.current);
      void client.invalidateQueries({ queryKey: ["drafts", "one", draft.id] });
    },
  });
  const { touch, settle } = autosave;
  const turn = useCallback(
    (by: (before: History<Body>) => History<Body>) => {
      setHistory((before) => {
        const after = by(before);
        present.current = after.present;
        return after;
      });
      touch();
    },
    [touch],
  );
  const take = useCallback(
    (body: unknown, revision: number) => {
      settle(revision);
      setBase(body);
      setHistory(begin(bodyOf(body)));
    },
    [settle],
  );
  return {
    body: history.present,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change: useCallback((body: Body) => turn((before) => step(before, body)), [turn]),
    undo: useCallback(() => turn(undo), [turn]),
    redo: useCallback(() => turn(redo), [turn]),
    take,
    autosave,
    base,
  };
}
