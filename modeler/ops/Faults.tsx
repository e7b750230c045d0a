import { CircleCheckBig, RotateCw } from "lucide-react";
import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../api/queries.ts";
import type { Instance } from "../api/types.ts";
import { useElementNames } from "../diagram/elementNames.ts";
import { keysOf } from "../keys/shortcuts.ts";
import { Button } from "../kit/Button.tsx";
import { Empty } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import { instantText } from "../words/time.ts";
import type { useRetry } from "./act.ts";
import { mayRepair } from "./may.ts";
import css from "./Instance.module.css";

export type FaultsProps = {
  readonly instance: Instance;
  readonly retry: ReturnType<typeof useRetry>;
  readonly onElement: (id: string) => void;
};

/** What keeps the instance from going on, with its cause and another try. */
export function Faults({ instance, retry, onElement }: FaultsProps) {
  const { t, language } = useWords();
  const { data: session } = useQuery(sessionQuery);
  const nameOf = useElementNames(instance.definitionId);
  if (instance.faultList.length === 0) {
    return <Empty title={t("faults.none")} text={t("faults.noneText")} icon={<CircleCheckBig aria-hidden="true" />} />;
  }
  return (
    <ul className={css["cards"]}>
      {instance.faultList.map((fault, index) => (
        <li key={`${fault.instanceId}${fault.waitId}`} className={css["fault"]}>
          <div>
            <h3>
              <button type="button" className={css["element"]} onClick={() => onElement(fault.elementId)}>
                {nameOf(fault.elementId)}
              </button>
              <code>{fault.code}</code>
            </h3>
            <p>{fault.message}</p>
            <p className={css["small"]}>{instantText(fault.createdAt, language)}</p>
          </div>
          <Button
            kind="primary"
            icon={<RotateCw aria-hidden="true" />}
            isPending={retry.isPending}
            declined={mayRepair(session) ? undefined : t("instance.noRight")}
            {...(index === 0 ? { keys: keysOf("retry") } : {})}
            onPress={() => retry.mutate(fault)}
          >
            {t("faults.retry")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
