import { useQuery } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { decisionsQuery } from "../api/queries.ts";
import type { Instance } from "../api/types.ts";
import { DecisionCard } from "../decisions/DecisionCards.tsx";
import { Empty, Failure, Skeleton } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import css from "./Instance.module.css";

/** The decisions of the case, told as beside a task. */
export function DecisionsOf({ instance }: { instance: Instance }) {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(decisionsQuery(instance.id));
  if (error !== null && data === undefined) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton rows={2} height={90} />;
  if (data.items.length === 0)
    return <Empty title={t("decision.none")} text={t("decision.noneText")} icon={<Scale aria-hidden="true" />} />;
  return (
    <ol className={css["decisions"]}>
      {data.items.map((decision) => (
        <li key={decision.id}>
          <DecisionCard decision={decision} />
        </li>
      ))}
    </ol>
  );
}
