import { ListTree } from "lucide-react";
import { useState } from "react";
import { Button } from "../kit/Button.tsx";
import { useWords } from "../words/language.tsx";
import { readingOrder, type Graph } from "./graph.ts";
import css from "./Diagram.module.css";

export type OutlineProps = {
  readonly graph: Graph;
  readonly nameOf: (id: string) => string;
  readonly selected: string | null;
  readonly onSelect: (id: string | null) => void;
};

/** The diagram as a list, in the order of the flow, for those who do not see it and those who would rather read. */
export function Outline({ graph, nameOf, selected, onSelect }: OutlineProps) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={css["outline"]}>
      <Button icon={<ListTree aria-hidden="true" />} pressed={isOpen} onPress={() => setOpen(!isOpen)}>
        {t("diagram.outline")}
      </Button>
      {isOpen && (
        <ol aria-label={t("diagram.outline")} className={css["outlineList"]}>
          {readingOrder(graph).map((id) => (
            <li key={id}>
              <button
                type="button"
                aria-pressed={id === selected}
                onClick={() => onSelect(id === selected ? null : id)}
              >
                {nameOf(id)}
              </button>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
