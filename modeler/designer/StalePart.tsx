import { Download, RotateCcw } from "lucide-react";
import { Button } from "../kit/Button.tsx";
import { SavedBetween, useNewest } from "../model/parts/SavedBetween.tsx";
import { saveFile } from "../processes/exporting.ts";
import type { Draft, DraftPartBody } from "../processes/queries.ts";
import { useWords } from "../words/language.tsx";
import type { PartDraft } from "./usePartDraft.ts";

export type StalePartProps = {
  readonly draft: Draft;
  readonly part: DraftPartBody;
  readonly edited: Pick<PartDraft<unknown>, "autosave" | "take">;
  /** What is here, as it would be stored. */
  readonly read: () => unknown;
};

/** Somebody else has saved: nothing is overwritten, and one's own can be kept as a file. */
export function StalePart({ draft, part, edited, read }: StalePartProps) {
  const { t } = useWords();
  const { stale, take } = useNewest(draft, part, edited);
  if (stale === null) return null;
  const keep = () => saveFile(`${part.key}.json`, JSON.stringify(read(), null, 2), "application/json");
  return (
    <SavedBetween title={stale.title} text={t("designer.stale")}>
      <Button icon={<Download aria-hidden="true" />} onPress={keep}>
        {t("stale.keepCopy")}
      </Button>
      <Button icon={<RotateCcw aria-hidden="true" />} onPress={() => void take()}>
        {stale.take}
      </Button>
    </SavedBetween>
  );
}
