import { Link } from "@tanstack/react-router";
import type { Task } from "../api/types.ts";
import { LazyDiagram } from "../diagram/LazyDiagram.tsx";
import { useWords } from "../words/language.tsx";
import css from "./Detail.module.css";

/** Where in its process the case stands. */
export function Place({ task }: { task: Task }) {
  const { t } = useWords();
  return (
    <section className={css["card"]} aria-labelledby="place-title">
      <header className={css["cardHead"]}>
        <h2 id="place-title">{t("task.place")}</h2>
        <Link to="/ops/$id" params={{ id: task.instanceId }} search={{}}>
          {t("task.openOps")}
        </Link>
      </header>
      <div className={css["mini"]}>
        <LazyDiagram
          definitionId={task.definitionId}
          look={{ kind: "place", elementId: task.elementId }}
          label={t("task.placeLabel", { name: task.name })}
        />
      </div>
    </section>
  );
}
