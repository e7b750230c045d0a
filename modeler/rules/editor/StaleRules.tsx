import { GitMerge, RotateCcw, Users } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../../kit/Button.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { useWords } from "../../words/language.tsx";
import { readPart, savePart, type Draft, type DraftPartBody } from "../../processes/queries.ts";
import { timeAgo } from "../../processes/when.ts";
import { MergeRules, type MergeInput } from "./MergeRules.tsx";
import { storedOf, type RuleDraft } from "./useRuleDraft.ts";
import css from "./Editor.module.css";

export type StaleRulesProps = { readonly draft: Draft; readonly part: DraftPartBody; readonly rules: RuleDraft };

/** Somebody else has saved: who and when, and how both works are kept. Whoever has changed nothing simply sees the newest. */
export function StaleRules({ draft, part, rules }: StaleRulesProps) {
  const { t, language } = useWords();
  const { say } = useToasts();
  const [sides, setSides] = useState<(MergeInput & { readonly revision: number }) | null>(null);
  const { autosave } = rules;
  const { saving } = autosave;
  const current = draft.parts.find((each) => each.kind === "ruleSet" && each.key === part.key);
  const isBehind = current !== undefined && current.revision > autosave.revision();
  const take = async () => {
    const theirs = await readPart(draft.id, "ruleSet", part.key);
    rules.take(theirs.body, theirs.revision);
    return theirs.savedBy;
  };
  useEffect(() => {
    if (!isBehind || saving.kind !== "saved") return;
    void take().then((who) => say({ tone: "info", text: t("stale.taken", { who }) }));
    // Only when the news come in; what they are compared with is read then.
  }, [isBehind, current?.savedAt]);
  if (saving.kind !== "stale") return null;
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
    <div className={css["notice"]} role="alert">
      <Users size={20} aria-hidden="true" />
      <p>
        <strong>{t("stale.title", { who: saving.by, ago: timeAgo(saving.at, language) })}</strong> {t("stale.text")}
      </p>
      <Button kind="primary" icon={<GitMerge aria-hidden="true" />} onPress={() => void compare()}>
        {t("stale.merge")}
      </Button>
      <Button icon={<RotateCcw aria-hidden="true" />} onPress={() => void take()}>
        {t("stale.take", { who: saving.by })}
      </Button>
      {sides !== null && (
        <MergeRules
          title={t("stale.mergeTitle", { who: saving.by })}
          theirName={saving.by}
          input={sides}
          onClose={() => setSides(null)}
          onDone={finish}
        />
      )}
    </div>
  );
}
