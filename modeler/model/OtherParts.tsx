import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { FolderOpen, Rocket } from "lucide-react";
import { Button } from "../kit/Button.tsx";
import { Chip } from "../kit/Chip.tsx";
import { Empty } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";
import type { Draft } from "../processes/queries.ts";
import { Parts } from "./drawer/Parts.tsx";
import { PublishDialog } from "./publish/PublishDialog.tsx";
import { useOpenPart } from "./useOpenPart.ts";
import css from "./Workbench.module.css";

/** A draft that holds no process: its forms, rule sets and templates. */
export function OtherParts({ draft }: { draft: Draft }) {
  const { t } = useWords();
  const [isPublishing, setPublishing] = useState(false);
  const openPart = useOpenPart(draft);
  return (
    <div className={css["plain"]}>
      <header className={css["header"]}>
        <div className={css["title"]}>
          <nav className={css["crumbs"]} aria-label={t("instance.trailOfCrumbs")}>
            <Link to="/processes" search={{}}>
              {t("shell.processes")}
            </Link>
            <Chip>{t(`draftState.${draft.state}`)}</Chip>
          </nav>
          <h1>{draft.title}</h1>
        </div>
        <Button kind="primary" icon={<Rocket aria-hidden="true" />} onPress={() => setPublishing(true)}>
          {t(draft.actions.includes("approve") ? "model.approve" : "model.publish")}
        </Button>
      </header>
      {draft.parts.length === 0 ? (
        <Empty title={t("parts.none")} text={t("parts.noneText")} icon={<FolderOpen aria-hidden="true" />} />
      ) : (
        <Parts draft={draft} current="" onOpen={(part) => part.kind !== "process" && openPart(part.kind, part.key)} />
      )}
      {isPublishing && <PublishDialog draft={draft} onClose={() => setPublishing(false)} />}
    </div>
  );
}
