import { useQuery } from "@tanstack/react-query";
import { Braces, ListTree, Pencil, SquareDashed } from "lucide-react";
import { useState } from "react";
import { sessionQuery } from "../api/queries.ts";
import type { Instance } from "../api/types.ts";
import { Button } from "../kit/Button.tsx";
import { JsonTree } from "../kit/JsonTree.tsx";
import { CopyButton, Empty } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import { mayRepair } from "./may.ts";
import { VariablesDialog } from "./VariablesDialog.tsx";
import css from "./Instance.module.css";

/** What the instance knows, as a tree or as JSON; to be changed with a reason. */
export function Variables({ instance }: { instance: Instance }) {
  const { t } = useWords();
  const { data: session } = useQuery(sessionQuery);
  const [isRaw, setRaw] = useState(false);
  const [isEditing, setEditing] = useState(false);
  const json = JSON.stringify(instance.variables, null, 2);
  const declined = !mayRepair(session)
    ? t("instance.noRight")
    : instance.status === "running"
      ? undefined
      : t("instance.isOver");
  return (
    <>
      <div className={css["bar"]}>
        <Button kind="plain" pressed={!isRaw} icon={<ListTree aria-hidden="true" />} onPress={() => setRaw(false)}>
          {t("variables.tree")}
        </Button>
        <Button kind="plain" pressed={isRaw} icon={<Braces aria-hidden="true" />} onPress={() => setRaw(true)}>
          JSON
        </Button>
        <CopyButton text={json} />
        <span style={{ flex: 1 }} />
        <Button icon={<Pencil aria-hidden="true" />} declined={declined} onPress={() => setEditing(true)}>
          {t("variables.edit")}
        </Button>
      </div>
      {Object.keys(instance.variables).length === 0 && (
        <Empty title={t("variables.none")} icon={<SquareDashed aria-hidden="true" />} />
      )}
      {isRaw ? (
        <pre className={css["json"]} tabIndex={0} aria-label="JSON">
          {json}
        </pre>
      ) : (
        <JsonTree value={instance.variables} />
      )}
      {isEditing && <VariablesDialog instance={instance} onClose={() => setEditing(false)} />}
    </>
  );
}
