import { Check, CircleAlert } from "lucide-react";
import type { Conflict, Merge, Resolutions } from "../../../server/diagram/merge/types.ts";
import { useWords } from "../../words/language.tsx";
import { translate } from "../../words/translate.ts";
import { kindOfType } from "../../processes/diff/kindOfType.ts";
import { propertyWords } from "../../processes/diff/codes.ts";
import type { Change } from "../../processes/diff/summary.ts";
import type { SideNames } from "./MergeBoard.tsx";
import css from "./Merge.module.css";

export type MergeListProps = {
  readonly merge: Merge;
  readonly names: SideNames;
  readonly resolutions: Resolutions;
  readonly current: string | null;
  readonly onConflict: (index: number) => void;
  readonly onElement: (id: string) => void;
};

/** Everything that happened on both sides: what has to be decided first, then what came by itself. */
export function MergeList({ merge, names, resolutions, current, onConflict, onElement }: MergeListProps) {
  const { t } = useWords();
  return (
    <nav className={css["list"]} aria-label={t("merge.list")}>
      <h2>{t("merge.conflicts", { count: merge.conflicts.length })}</h2>
      <ul>
        {merge.conflicts.map((conflict, index) => (
          <li key={conflict.id}>
            <ConflictLine
              conflict={conflict}
              isDecided={resolutions[conflict.id] !== undefined}
              isCurrent={conflict.id === current}
              onPress={() => onConflict(index)}
            />
          </li>
        ))}
      </ul>
      <Taken
        title={t("merge.fromTheirs", { name: names.theirs, count: merge.changes.theirs.length })}
        changes={merge.changes.theirs}
        onElement={onElement}
      />
      <Taken
        title={t("merge.fromOurs", { name: names.ours, count: merge.changes.ours.length })}
        changes={merge.changes.ours}
        onElement={onElement}
      />
      {merge.layout.length > 0 && <p className={css["quiet"]}>{t("merge.layout", { count: merge.layout.length })}</p>}
    </nav>
  );
}

type ConflictLineProps = {
  readonly conflict: Conflict;
  readonly isDecided: boolean;
  readonly isCurrent: boolean;
  readonly onPress: () => void;
};

function ConflictLine({ conflict, isDecided, isCurrent, onPress }: ConflictLineProps) {
  const { t, language } = useWords();
  const [first] = conflict.elements;
  const kind = first === undefined ? "" : translate(kindOfType(first.type), language);
  return (
    <button type="button" className={css["line"]} aria-current={isCurrent} onClick={onPress}>
      <span className={isDecided ? css["done"] : css["todo"]}>
        {isDecided ? (
          <Check size={16} aria-label={t("merge.decided")} />
        ) : (
          <CircleAlert size={16} aria-label={t("merge.undecided")} />
        )}
      </span>
      <span>
        <strong>{first?.name ?? kind}</strong>
        <span>{t(`conflict.${conflict.kind}`)}</span>
      </span>
    </button>
  );
}

type TakenProps = {
  readonly title: string;
  readonly changes: readonly Change[];
  readonly onElement: (id: string) => void;
};

function Taken({ title, changes, onElement }: TakenProps) {
  const { t, language } = useWords();
  if (changes.length === 0) return null;
  const detail = (change: Change) =>
    change.kind === "changed"
      ? [
          ...new Set(
            change.properties.map(({ code }) => translate(propertyWords[code] ?? { de: code, en: code }, language)),
          ),
        ].join(", ")
      : t(`change.${change.kind}`);
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {changes.map((change) => (
          <li key={`${change.kind} ${change.element.key}`}>
            <button type="button" className={css["line"]} onClick={() => onElement(change.element.id)}>
              <span className={css["sign"]} data-kind={change.kind} aria-hidden="true" />
              <span>
                <strong>{change.element.name ?? translate(kindOfType(change.element.type), language)}</strong>
                <span>{detail(change)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
