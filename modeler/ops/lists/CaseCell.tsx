import { Link } from "@tanstack/react-router";
import type { InstanceTab } from "../../search.ts";
import { useWords } from "../../words/language.tsx";
import ops from "../Ops.module.css";

/** What a line of a list tells of its instance. */
export type Case = {
  readonly instanceId: string;
  readonly title: string | null;
  readonly businessKey: string | null;
  readonly processName: string;
};

/** What an instance is called: its title, else its number, else what process it is. */
export function caseName({ title, businessKey, processName }: Omit<Case, "instanceId">): string {
  return title ?? businessKey ?? processName;
}

/** The cell of a line that leads to the instance, whole line and all. */
export function CaseCell({ of, tab }: { of: Case; tab: InstanceTab }) {
  const { instanceId, businessKey } = of;
  return (
    <td>
      <Link to="/ops/$id" params={{ id: instanceId }} search={{ tab }} className={ops["case"] ?? ""}>
        <strong>{caseName(of)}</strong>
      </Link>
      <span className={ops["sub"]}>{businessKey ?? instanceId.slice(0, 8)}</span>
    </td>
  );
}

/** The cell of a line that tells where in which process. */
export function PlaceCell({ elementName, processName }: { elementName: string; processName: string }) {
  return (
    <td>
      {elementName}
      <span className={ops["sub"]}>{processName}</span>
    </td>
  );
}

/** The headings of both. */
export function CaseHeads() {
  const { t } = useWords();
  return (
    <>
      <th scope="col">{t("ops.case")}</th>
      <th scope="col">{t("shell.customer")}</th>
      <th scope="col">{t("opsList.element")}</th>
    </>
  );
}
