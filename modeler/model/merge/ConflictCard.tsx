import { ChevronLeft, ChevronRight, PartyPopper } from "lucide-react";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import type { Conflict, OptionKey } from "../../../server/diagram/merge/types.ts";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { Keys } from "../../kit/Keys.tsx";
import { Empty } from "../../kit/states.tsx";
import { useWords } from "../../words/language.tsx";
import { translate } from "../../words/translate.ts";
import { kindOfType } from "../../processes/diff/kindOfType.ts";
import { Properties } from "../../processes/diff/ChangeList.tsx";
import type { Change } from "../../processes/diff/summary.ts";
import { optionKey } from "./optionKey.ts";
import type { SideNames } from "./MergeBoard.tsx";
import css from "./Merge.module.css";

export type ConflictCardProps = {
  readonly conflict: Conflict | undefined;
  readonly index: number;
  readonly count: number;
  readonly chosen: string | undefined;
  readonly names: SideNames;
  readonly onChoose: (option: OptionKey) => void;
  readonly onStep: (by: number) => void;
};

/** One conflict with its options, and what each side did. */
export function ConflictCard({ conflict, index, count, chosen, names, onChoose, onStep }: ConflictCardProps) {
  const { t, language } = useWords();
  if (conflict === undefined)
    return (
      <section className={css["card"]} aria-label={t("merge.conflict")}>
        <Empty title={t("merge.none")} text={t("merge.noneText")} icon={<PartyPopper aria-hidden="true" />} />
      </section>
    );
  const [first, ...others] = conflict.elements;
  const title = first?.name ?? translate(kindOfType(first?.type ?? ""), language);
  return (
    <section className={css["card"]} aria-label={t("merge.conflict")}>
      <header>
        <Chip tone={chosen === undefined ? "bad" : "ok"}>{t("merge.of", { index: index + 1, count })}</Chip>
        <span className={css["step"]}>
          <Button
            kind="plain"
            label={t("merge.previous")}
            keys="p"
            icon={<ChevronLeft aria-hidden="true" />}
            onPress={() => onStep(-1)}
          />
          <Button
            kind="plain"
            label={t("merge.next")}
            keys="n"
            icon={<ChevronRight aria-hidden="true" />}
            onPress={() => onStep(1)}
          />
        </span>
      </header>
      <h2>{title}</h2>
      <p>
        {t(`conflictText.${conflict.kind}`)}
        {others.length > 0 && ` ${t("merge.alsoConcerned", { count: others.length })}`}
      </p>
      <RadioGroup
        className={css["options"] ?? ""}
        aria-label={t("merge.choose")}
        value={chosen ?? null}
        onChange={(value) => {
          const option = conflict.options.find((one) => one === value);
          if (option !== undefined) onChoose(option);
        }}
      >
        {conflict.options.map((option, at) => (
          <Radio key={option} value={option} className={css["option"] ?? ""}>
            <span className={css["dot"]} aria-hidden="true" />
            <span>
              <strong>
                {t(optionKey(option), names)} {at < 4 && <Keys keys={String(at + 1)} />}
              </strong>
              {option === conflict.suggestion && <span className={css["suggested"]}>{t("merge.suggested")}</span>}
            </span>
          </Radio>
        ))}
      </RadioGroup>
      <Side title={names.ours} changes={conflict.ours} />
      <Side title={names.theirs} changes={conflict.theirs} />
    </section>
  );
}

function Side({ title, changes }: { title: string; changes: readonly Change[] }) {
  const { t, language } = useWords();
  return (
    <div className={css["side"]}>
      <h3>{title}</h3>
      {changes.length === 0 && <p>{t("merge.unchanged")}</p>}
      {changes.map((change) => (
        <div key={`${change.kind} ${change.element.key}`}>
          <p>
            <Chip tone={change.kind === "removed" ? "bad" : change.kind === "added" ? "ok" : "warn"}>
              {t(`change.${change.kind}`)}
            </Chip>{" "}
            {change.element.name ?? translate(kindOfType(change.element.type), language)}
          </p>
          {change.kind === "changed" && <Properties change={change} />}
        </div>
      ))}
    </div>
  );
}
