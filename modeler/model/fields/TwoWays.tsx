import { List, SquareFunction } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../kit/Button.tsx";
import { useWords } from "../../words/language.tsx";
import css from "./fields.module.css";

/** A field that is filled in one of two ways, with the button that changes between them: from a list, or by an expression. */
export function TwoWays(props: { isExpression: boolean; label: string; onSwitch: () => void; children: ReactNode }) {
  const { t } = useWords();
  const says = props.isExpression ? "feel.toList" : "feel.toExpression";
  return (
    <div className={css["switched"]}>
      {props.children}
      <div className={css["switch"]}>
        <Button
          kind="plain"
          label={t("feel.way", { label: props.label, way: t(says) })}
          icon={props.isExpression ? <List aria-hidden="true" /> : <SquareFunction aria-hidden="true" />}
          onPress={props.onSwitch}
        />
      </div>
    </div>
  );
}
