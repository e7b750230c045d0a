import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { Skeleton } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import { mergeBodies, type RuleSetMerged } from "../queries.ts";
import css from "./Panel.module.css";

export type MergeInput = { readonly base: unknown; readonly ours: unknown; readonly theirs: unknown };
export type MergeRulesProps = {
  readonly title: string;
  readonly theirName: string;
  readonly input: MergeInput;
  readonly onClose: () => void;
  readonly onDone: (body: unknown) => Promise<void>;
};
type Side = "ours" | "theirs";

/** Puts two works on a rule set together: what does not agree is asked, cell by cell. */
export function MergeRules({ title, theirName, input, onClose, onDone }: MergeRulesProps) {
  const { t } = useWords();
  const [resolutions, setResolutions] = useState<Record<string, Side>>({});
  const [known, setKnown] = useState<RuleSetMerged["conflicts"]>([]);
  const { base, ours, theirs } = input;
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<Error | null>(null);
  const { data, error } = useQuery({
    queryKey: ["mergeRules", JSON.stringify([base, ours, theirs]), resolutions],
    queryFn: async () => {
      const merged = await mergeBodies({ base, ours, theirs, resolutions });
      // A conflict stays in sight once it is decided, so that one can decide otherwise.
      setKnown((before) => [
        ...before.filter(({ id }) => !merged.conflicts.some((one) => one.id === id)),
        ...merged.conflicts,
      ]);
      return merged;
    },
    gcTime: 0,
    placeholderData: (before) => before,
  });
  const open = data?.open.length ?? 1;
  const finish = () => {
    if (data === undefined) return;
    setPending(true);
    onDone(data.merged).catch((cause: unknown) => {
      setFailure(cause instanceof Error ? cause : new Error(String(cause)));
      setPending(false);
    });
  };
  return (
    <Dialog
      title={title}
      size="wide"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button
            kind="primary"
            isPending={isPending}
            declined={open > 0 ? t("mergeRules.open", { count: open }) : undefined}
            onPress={finish}
          >
            {t("mergeRules.run")}
          </Button>
        </>
      }
    >
      {(error ?? failure) !== null && <p className={css["bad"]}>{(error ?? failure)?.message}</p>}
      {data === undefined && error === null && <Skeleton rows={3} height={48} />}
      {data !== undefined && known.length === 0 && <p role="status">{t("mergeRules.none")}</p>}
      <ul className={css["conflicts"]}>
        {known.map((conflict) => (
          <Conflict
            key={conflict.id}
            conflict={conflict}
            chosen={resolutions[conflict.id]}
            theirName={theirName}
            onChoose={(side) => setResolutions((before) => ({ ...before, [conflict.id]: side }))}
          />
        ))}
      </ul>
    </Dialog>
  );
}

type ConflictProps = {
  readonly conflict: RuleSetMerged["conflicts"][number];
  readonly chosen: Side | undefined;
  readonly theirName: string;
  readonly onChoose: (side: Side) => void;
};

function Conflict({ conflict, chosen, theirName, onChoose }: ConflictProps) {
  const { t, pick } = useWords();
  const sides = { ours: t("stale.mine"), theirs: theirName } as const;
  return (
    <li>
      <fieldset>
        <legend>{pick(conflict.message)}</legend>
        {(["ours", "theirs"] as const).map((side) => (
          <label key={side}>
            <input type="radio" name={conflict.id} checked={chosen === side} onChange={() => onChoose(side)} />
            <strong>{sides[side]}</strong>
            <code>{conflict[side] === undefined ? "–" : JSON.stringify(conflict[side])}</code>
          </label>
        ))}
      </fieldset>
    </li>
  );
}
