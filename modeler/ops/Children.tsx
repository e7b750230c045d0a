import { Link } from "@tanstack/react-router";
import { Network } from "lucide-react";
import type { Instance } from "../api/types.ts";
import { Empty } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import { StatusChip } from "./StatusChip.tsx";
import css from "./Instance.module.css";

/** The instances that call activities of this one have started. */
export function Children({ instance }: { instance: Instance }) {
  const { t } = useWords();
  if (instance.children.length === 0)
    return <Empty title={t("children.none")} text={t("children.noneText")} icon={<Network aria-hidden="true" />} />;
  return (
    <ul className={css["cards"]}>
      {instance.children.map((child) => (
        <li key={child.id} className={css["line"]}>
          <Link to="/ops/$id" params={{ id: child.id }} search={{}}>
            {child.processName}
          </Link>
          <code className={css["small"]}>{child.id.slice(0, 8)}</code>
          <StatusChip status={child.status} />
        </li>
      ))}
    </ul>
  );
}
