import { Download, RotateCcw, Users } from "lucide-react";
import { useEffect } from "react";
import { Button } from "../kit/Button.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { saveFile } from "../processes/exporting.ts";
import { useSavedElsewhere } from "../model/useSavedElsewhere.ts";
import { readPart, type Draft, type DraftPartBody } from "../processes/queries.ts";
import { useWords } from "../words/language.tsx";
import type { PartDraft } from "./usePartDraft.ts";
import css from "./Designer.module.css";

export type StalePartProps = {
  readonly draft: Draft;
  readonly part: DraftPartBody;
  readonly edited: Pick<PartDraft<unknown>, "autosave" | "take">;
  /** What is here, as it would be stored. */
  readonly read: () => unknown;
};

/** Somebody else has saved: who and when. Nothing is overwritten; one's own can be kept as a file. Whoever has changed nothing sees the newest. */
export function StalePart({ draft, part, edited, read }: StalePartProps) {
  const { t } = useWords();
  const sayWho = useSavedElsewhere();
  const { say } = useToasts();
  const { saving } = edited.autosave;
  const current = draft.parts.find((each) => each.kind === part.kind && each.key === part.key);
  const isBehind = current !== undefined && current.revision > edited.autosave.revision();
  const take = async () => {
    const theirs = await readPart(draft.id, part.kind, part.key);
    edited.take(theirs.body, theirs.revision);
    return { by: theirs.savedBy, at: theirs.savedAt };
  };
  useEffect(() => {
    if (!isBehind || saving.kind !== "saved") return;
    void take().then((saved) => say({ tone: "info", text: sayWho(saved).taken }));
    // Only when the news come in; what they are compared with is read then.
  }, [isBehind, current?.savedAt]);
  if (saving.kind !== "stale") return null;
  const who = sayWho(saving);
  const keep = () => saveFile(`${part.key}.json`, JSON.stringify(read(), null, 2), "application/json");
  return (
    <div className={css["notice"]} role="alert">
      <Users size={20} aria-hidden="true" />
      <p>
        <strong>{who.title}</strong> {t("designer.stale")}
      </p>
      <Button icon={<Download aria-hidden="true" />} onPress={keep}>
        {t("stale.keepCopy")}
      </Button>
      <Button icon={<RotateCcw aria-hidden="true" />} onPress={() => void take()}>
        {who.take}
      </Button>
    </div>
  );
}
