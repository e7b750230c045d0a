import { Check, List, SquareFunction } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../kit/Button.tsx";
import { useWords } from "../../words/language.tsx";
import css from "./fields.module.css";

type TwoWaysProps = {
  readonly isExpression: boolean;
  readonly label: string;
  /** The way that is no expression: chosen from a list, or ticked. */
  readonly plain?: "list" | "flag";
  readonly onSwitch: () => void;
  readonly children: ReactNode;
};

const icons = { list: List, flag: Check };
const words = { list: "feel.toList", flag: "feel.toFlag" } as const;

/** A field that is filled in one of two ways, with the button that changes between them: plainly, or by an expression. */
export function TwoWays({ isExpression, label, plain = "list", onSwitch, children }: TwoWaysProps) {
  const { t } = useWords();
  const Icon = isExpression ? icons[plain] : SquareFunction;
  const way = t(isExpression ? words[plain] : "feel.toExpression");
  return (
    <div className={css["switched"]}>
      {children}
      <div className={css["switch"]}>
        <Button
          kind="plain"
          label={t("feel.way", { label, way })}
          icon={<Icon aria-hidden="true" />}
          onPress={onSwitch}
        />
      </div>
    </div>
  );
}
