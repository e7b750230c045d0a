import { Download, GitMerge, RotateCcw } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../api/queries.ts";
import { Button } from "../kit/Button.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { whenReached } from "../live/reach.ts";
import { useWords } from "../words/language.tsx";
import { saveFile } from "../processes/exporting.ts";
import { readPart, savePart, type Draft, type DraftPartBody } from "../processes/queries.ts";
import { SavedBetween } from "./parts/SavedBetween.tsx";
import type { Autosave } from "./useAutosave.ts";
import { useSavedElsewhere } from "./useSavedElsewhere.ts";

/** Hardly ever needed: it is not fetched before. */
const MergeDialog = lazy(() =>
  whenReached(() => import("./merge/MergeDialog.tsx")).then((module) => ({ default: module.MergeDialog })),
);

export type StaleNoticeProps = {
  readonly draft: Draft;
  readonly part: DraftPartBody;
  readonly autosave: Autosave;
  /** What was last known to be stored: what both sides began from. */
  readonly base: string;
  readonly read: () => Promise<string>;
  readonly onTake: (xml: string) => void;
};
type Sides = { readonly ours: string; readonly theirs: string; readonly revision: number };

/** Somebody else has saved: who and when, and three ways on. Nothing is overwritten and nothing is lost. */
export function StaleNotice({ draft, part, autosave, base, read, onTake }: StaleNoticeProps) {
  const { t } = useWords();
  const sayWho = useSavedElsewhere();
  const { say } = useToasts();
  const { data: session } = useQuery(sessionQuery);
  const [sides, setSides] = useState<Sides | null>(null);
  const current = draft.parts.find((each) => each.kind === "process" && each.key === part.key);
  const isBehind =
    current !== undefined && current.revision > autosave.revision() && current.savedBy !== session?.user.login;
  const stale = autosave.saving.kind === "stale" ? autosave.saving : null;
  // Told before the first own change as well: whoever only reads wants to see the newest.
  const told = stale ?? (isBehind ? { by: current.savedBy, at: current.savedAt } : null);
  const hasOwn = stale !== null || autosave.saving.kind === "changed";
  const take = async () => {
    const theirs = await readPart(draft.id, "process", part.key);
    autosave.settle(theirs.revision);
    onTake(String(theirs.body));
  };
  useEffect(() => {
    if (told === null || hasOwn || autosave.saving.kind !== "saved") return;
    void take().then(() => say({ tone: "info", text: sayWho(told).taken }));
    // Only when the news come in; what they are compared with is read then.
  }, [told?.at]);
  if (told === null || !hasOwn) return null;
  const who = sayWho(told);
  const compare = async () => {
    const [ours, theirs] = await Promise.all([read(), readPart(draft.id, "process", part.key)]);
    setSides({ ours, theirs: String(theirs.body), revision: theirs.revision });
  };
  const finish = async (xml: string, revision: number) => {
    const saved = await savePart(draft.id, { kind: "process", key: part.key, revision, body: xml });
    autosave.settle(saved.revision);
    setSides(null);
    onTake(xml);
    say({ tone: "ok", text: t("stale.merged") });
  };
  return (
    <SavedBetween title={who.title} text={t("stale.text")}>
      <Button kind="primary" icon={<GitMerge aria-hidden="true" />} onPress={() => void compare()}>
        {t("stale.merge")}
      </Button>
      <Button
        icon={<Download aria-hidden="true" />}
        onPress={() => void read().then((xml) => saveFile(`${part.key}.bpmn`, xml, "application/xml"))}
      >
        {t("stale.keepCopy")}
      </Button>
      <Button icon={<RotateCcw aria-hidden="true" />} onPress={() => void take()}>
        {who.take}
      </Button>
      {sides !== null && (
        <Suspense fallback={null}>
          <MergeDialog
            base={base}
            ours={sides.ours}
            theirs={sides.theirs}
            theirName={who.name}
            onClose={() => setSides(null)}
            onDone={(xml) => finish(xml, sides.revision)}
          />
        </Suspense>
      )}
    </SavedBetween>
  );
}
