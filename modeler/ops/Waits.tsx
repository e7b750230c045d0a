import { Link } from "@tanstack/react-router";
import { CircleCheckBig } from "lucide-react";
import type { Instance } from "../api/types.ts";
import { useElementNames } from "../diagram/elementNames.ts";
import { Empty } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import { instantText } from "../words/time.ts";
import { usePeople } from "../tasks/people.ts";
import css from "./Instance.module.css";

/** What the instance waits for: people, jobs, messages, times. */
export function Waits({ instance, onElement }: { instance: Instance; onElement: (id: string) => void }) {
  const { t, language } = useWords();
  const people = usePeople();
  const nameOf = useElementNames(instance.definitionId);
  const childName = (id: string) => instance.children.find((child) => child.id === id)?.processName;
  if (instance.waits.length === 0)
    return <Empty title={t("waits.none")} text={t("waits.noneText")} icon={<CircleCheckBig aria-hidden="true" />} />;
  return (
    <table className={css["table"]}>
      <thead>
        <tr>
          <th scope="col">{t("waits.kind")}</th>
          <th scope="col">{t("waits.element")}</th>
          <th scope="col">{t("waits.detail")}</th>
          <th scope="col">{t("waits.due")}</th>
        </tr>
      </thead>
      <tbody>
        {instance.waits.map((wait) => (
          <tr key={wait.waitId}>
            <td>{t(`wait.${wait.kind}`)}</td>
            <td>
              <button type="button" className={css["element"]} onClick={() => onElement(wait.elementId)}>
                {nameOf(wait.elementId)}
              </button>
            </td>
            <td>
              {wait.childId === null ? (
                (people.get(wait.detail ?? "") ?? wait.detail)
              ) : (
                <Link to="/ops/$id" params={{ id: wait.childId }} search={{}}>
                  {childName(wait.childId) ?? wait.detail ?? t("instance.child")}
                </Link>
              )}
            </td>
            <td>{wait.dueAt === null ? "–" : instantText(wait.dueAt, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
