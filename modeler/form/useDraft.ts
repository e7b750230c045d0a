import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { taskQuery } from "../api/queries.ts";
import type { Task } from "../api/types.ts";
import { Keeper, type DraftState } from "./keeper.ts";
import type { Values } from "./values.ts";

/** The draft of a task: how saving stands, and what settles that it was changed elsewhere. */
export type Draft = {
  readonly state: DraftState;
  /** What was typed before the form was left and could not be stored since. */
  readonly unsent: Values | null;
  readonly keepMine: () => void;
  /** Gives the task with the draft that is stored. */
  readonly takeStored: () => Promise<Task>;
};

/** Keeps what is typed: it is sent a moment after the last key, and at once when the form or the page is left. */
export function useDraft(task: Task): Draft & { readonly touch: (values: Values) => void } {
  const client = useQueryClient();
  const [keeper] = useState(() => keeperOf(client, task.id));
  const [unsent] = useState(() => keeper.begin(task.draft));
  const state = useSyncExternalStore(keeper.subscribe, keeper.state);

  useEffect(() => {
    addEventListener("pagehide", keeper.leave);
    return () => {
      removeEventListener("pagehide", keeper.leave);
      keeper.flush();
    };
  }, [keeper]);
  const takeStored = async () => {
    const stored = await client.fetchQuery({ ...taskQuery(task.id), staleTime: 0 });
    keeper.yieldTo(stored.draft);
    return stored;
  };
  return { state, unsent, touch: (values) => keeper.touch(values), keepMine: keeper.insist, takeStored };
}

/** One for each task and page: a form that is opened again goes on where the last one was left. */
function keeperOf(client: QueryClient, id: string): Keeper {
  const key = ["drafting", id];
  const known = client.getQueryData<Keeper>(key);
  if (known !== undefined) return known;
  const keeper = new Keeper(id, (draft) => void remember(client, id, draft));
  client.setQueryData(key, keeper);
  return keeper;
}

/** Whoever opens the task again finds the draft. What was asked before it was stored would bring back the one before. */
async function remember(client: QueryClient, id: string, draft: Values): Promise<void> {
  const { queryKey } = taskQuery(id);
  const before = client.getQueryState(queryKey);
  if (before?.data === undefined) return;
  const isAsking = before.fetchStatus !== "idle";
  if (isAsking) await client.cancelQueries({ queryKey, exact: true });
  client.setQueryData(queryKey, (task) => task && { ...task, draft }, { updatedAt: before.dataUpdatedAt });
  if (isAsking) await client.invalidateQueries({ queryKey, exact: true });
}
