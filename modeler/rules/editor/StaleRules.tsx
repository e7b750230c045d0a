import { GitMerge, RotateCcw } from "lucide-react";
import { useState } from "react";
import { Button } from "../../kit/Button.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { SavedBetween, useNewest } from "../../model/parts/SavedBetween.tsx";
import { readPart, savePart, type Draft, type DraftPartBody } from "../../processes/queries.ts";
import { useWords } from "../../words/language.tsx";
import { MergeRules, type MergeInput } from "./MergeRules.tsx";
import { storedOf, type RuleDraft } from "./useRuleDraft.ts";

export type StaleRulesProps = { readonly draft: Draft; readonly part: DraftPartBody; readonly rules: RuleDraft };

/** Somebody else has saved: how both works are kept. */
export function StaleRules({ draft, part, rules }: StaleRulesProps) {
  const { t } = useWords();
  const { say } = useToasts();
  const [sides, setSides] = useState<(MergeInput & { readonly revision: number }) | null>(null);
  const { stale, take } = useNewest(draft, part, rules);
  if (stale === null) return null;
  const compare = async () => {
    const theirs = await readPart(draft.id, "ruleSet", part.key);
    setSides({ base: rules.base, ours: storedOf(rules.body), theirs: theirs.body, revision: theirs.revision });
  };
  const finish = async (body: unknown) => {
    if (sides === null) return;
    const saved = await savePart(draft.id, { kind: "ruleSet", key: part.key, revision: sides.revision, body });
    rules.take(body, saved.revision);
    setSides(null);
    say({ tone: "ok", text: t("stale.merged") });
  };
  return (
    <SavedBetween title={stale.title} text={t("stale.text")}>
      <Button kind="primary" icon={<GitMerge aria-hidden="true" />} onPress={() => void compare()}>
        {t("stale.merge")}
      </Button>
      <Button icon={<RotateCcw aria-hidden="true" />} onPress={() => void take()}>
        {stale.take}
      </Button>
      {sides !== null && (
        <MergeRules
          title={t("stale.mergeTitle", { who: stale.name })}
          theirName={stale.name}
          input={sides}
          onClose={() => setSides(null)}
          onDone={finish}
        />
      )}
    </SavedBetween>
  );
}
