import { Users } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import css from "../../kit/bench.module.css";
import { useToasts } from "../../kit/toasts.tsx";
import { readPart, type Draft, type DraftPartBody } from "../../processes/queries.ts";
import type { Autosave } from "../useAutosave.ts";
import { useSavedElsewhere, type SavedElsewhere } from "../useSavedElsewhere.ts";

export type SavedBetweenProps = {
  /** Who has saved meanwhile, in words. */
  readonly title: string;
  readonly text: string;
  /** The ways on. */
  readonly children: ReactNode;
};

/** Says that somebody has saved meanwhile what is edited here as well, and offers the ways on. */
export function SavedBetween({ title, text, children }: SavedBetweenProps) {
  return (
    <div className={css["notice"]} role="alert">
      <Users size={20} aria-hidden="true" />
      <p>
        <strong>{title}</strong> {text}
      </p>
      {children}
    </div>
  );
}

export type Taking = {
  readonly autosave: Pick<Autosave, "saving" | "revision">;
  /** Takes what is stored now, without a step to take back. */
  readonly take: (body: unknown, revision: number) => void;
};
export type Newest = {
  /** Who saved in between, while there is work of one's own as well. */
  readonly stale: SavedElsewhere | null;
  /** Takes what is stored and lets go of one's own. */
  readonly take: () => Promise<unknown>;
};

/** Follows what others save of a part. Whoever has changed nothing simply sees the newest, and is told; whoever has is asked. */
export function useNewest(draft: Draft, part: DraftPartBody, edited: Taking): Newest {
  const sayWho = useSavedElsewhere();
  const { say } = useToasts();
  const { saving } = edited.autosave;
  const current = draft.parts.find((each) => each.kind === part.kind && each.key === part.key);
  const isBehind = current !== undefined && current.revision > edited.autosave.revision();
  const latest = useRef(edited);
  useEffect(() => {
    latest.current = edited;
  });
  const take = async () => {
    const theirs = await readPart(draft.id, part.kind, part.key);
    edited.take(theirs.body, theirs.revision);
  };
  useEffect(() => {
    if (!isBehind || saving.kind !== "saved") return;
    void readPart(draft.id, part.kind, part.key).then((theirs) => {
      // what was typed while it was read is asked about instead
      if (latest.current.autosave.saving.kind !== "saved") return;
      latest.current.take(theirs.body, theirs.revision);
      say({ tone: "info", text: sayWho({ by: theirs.savedBy, at: theirs.savedAt }).taken });
    });
    // Only when the news come in; what they are compared with is read then.
  }, [isBehind, current?.savedAt]);
  return { stale: saving.kind === "stale" ? sayWho(saving) : null, take };
}
