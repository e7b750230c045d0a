import { useCallback, useMemo, useRef, useState } from "react";
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
  const steps = useSteps(part.body);
  const [base, setBase] = useState<unknown>(part.body);
  const sent = useRef<unknown>(part.body);
  const autosave = useAutosave({
    draftId: draft.id,
    kind: "ruleSet",
    partKey: part.key,
    revision: part.revision,
    read: () => {
      sent.current = storedOf(steps.present.current);
      return Promise.resolve(sent.current);
    },
    onSaved: () => {
      setBase(sent.current);
      void client.invalidateQueries({ queryKey: ["drafts", "one", draft.id] });
    },
  });
  const { touch, settle } = autosave;
  const { turn, restart, history } = steps;
  const take = useCallback(
    (body: unknown, revision: number) => {
      settle(revision);
      setBase(body);
      restart(body);
    },
    [settle, restart],
  );
  const actions = useActions(turn, touch);
  const { past, present: body, future } = history;
  return { body, canUndo: past.length > 0, canRedo: future.length > 0, ...actions, take, autosave, base };
}

/** What the editor does, each followed by a save. */
function useActions(turn: (by: Turn) => void, touch: () => void) {
  return useMemo(() => {
    const then = (by: Turn) => {
      turn(by);
      touch();
    };
    return {
      change: (body: Body) => then((before) => step(before, body)),
      undo: () => then(undo),
      redo: () => then(redo),
    };
  }, [turn, touch]);
}

type Turn = (before: History<Body>) => History<Body>;

/** The history, with what is there now for those who ask later. */
function useSteps(first: unknown) {
  const [history, setHistory] = useState<History<Body>>(() => begin(bodyOf(first)));
  const latest = useRef(history);
  const present = useRef(history.present);
  const put = useCallback((next: History<Body>) => {
    latest.current = next;
    present.current = next.present;
    setHistory(next);
  }, []);
  const turn = useCallback((by: Turn) => put(by(latest.current)), [put]);
  const restart = useCallback((body: unknown) => put(begin(bodyOf(body))), [put]);
  return { history, present, turn, restart };
}
