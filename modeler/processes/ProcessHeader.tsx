import { Link, useNavigate } from "@tanstack/react-router";
import { Archive, EllipsisVertical, FlaskConical, GitFork, GitMerge } from "lucide-react";
import { useState } from "react";
import { MenuTrigger } from "react-aria-components/Menu";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { Chip } from "../kit/Chip.tsx";
import { Menu, MenuItem } from "../kit/Menu.tsx";
import { useToasts } from "../kit/toasts.tsx";
import { useWords } from "../words/language.tsx";
import { ExportMenu } from "./ExportMenu.tsx";
import { ForkDialog } from "./ForkDialog.tsx";
import { useMay } from "./may.ts";
import { Origin } from "./ProcessTable.tsx";
import type { CatalogueRow, Draft, Versions, VersionRow } from "./queries.ts";
import { RetireDialog } from "./RetireDialog.tsx";
import { StartDialog } from "./StartDialog.tsx";
import { StartDraft } from "./StartDraft.tsx";
import css from "./Process.module.css";

export type ProcessHeaderProps = {
  readonly versions: Versions;
  readonly shown: VersionRow;
  readonly row: CatalogueRow | undefined;
};

/** What the process is called, how it stands, and what can be done with it. */
export function ProcessHeader({ versions, shown, row }: ProcessHeaderProps) {
  const { t } = useWords();
  const may = useMay();
  const [over, setOver] = useState<"start" | "retire" | "fork" | null>(null);
  const name = versions.items[0]?.name ?? versions.key;
  return (
    <header className={css["header"]}>
      <Title versions={versions} row={row} />
      <TakeUpdate versions={versions} />
      <ExportMenu shown={shown} />
      <Button
        icon={<FlaskConical aria-hidden="true" />}
        declined={may("instances.start") ? undefined : t("processes.mayNot")}
        onPress={() => setOver("start")}
      >
        {t("process.start")}
      </Button>
      <StartDraft isPrimary row={{ key: versions.key, name, draftIds: row?.draftIds ?? [] }} />
      <MenuTrigger>
        <Button kind="plain" label={t("model.more")} icon={<EllipsisVertical aria-hidden="true" />} />
        <Menu label={t("model.more")}>
          <MenuItem
            text={t("processes.fork")}
            icon={<GitFork size={16} aria-hidden="true" />}
            onAction={() => setOver("fork")}
          />
          <MenuItem
            text={t("process.retire")}
            icon={<Archive size={16} aria-hidden="true" />}
            onAction={() => setOver("retire")}
          />
        </Menu>
      </MenuTrigger>
      {over === "start" && <StartDialog shown={shown} onClose={() => setOver(null)} />}
      {over === "retire" && <RetireDialog shown={shown} onClose={() => setOver(null)} />}
      {over === "fork" && row !== undefined && (
        <ForkDialog processes={[row]} chosen={row.key} onClose={() => setOver(null)} />
      )}
    </header>
  );
}

function Title({ versions, row }: Pick<ProcessHeaderProps, "versions" | "row">) {
  const { t } = useWords();
  const newest = versions.items[0];
  return (
    <div className={css["title"]}>
      <nav className={css["crumbs"]} aria-label={t("instance.trailOfCrumbs")}>
        <Link to="/processes" search={{}}>
          {t("shell.processes")}
        </Link>
        <span aria-hidden="true">/</span>
        <span>{versions.key}</span>
      </nav>
      <h1>{newest?.name ?? versions.key}</h1>
      <div className={css["facts"]}>
        <Chip>{t("instance.version", { version: newest?.version ?? 0 })}</Chip>
        {newest?.state === "retired" && <Chip tone="warn">{t("version.retired")}</Chip>}
        <Origin lineage={versions.lineage} />
        {row !== undefined && (
          <Link to="/ops" search={{ process: versions.key, status: "running" }} className={css["running"] ?? ""}>
            {t("process.running", { count: row.running })}
          </Link>
        )}
      </div>
    </div>
  );
}

/** A newer version of the standard is taken in by a merge, in a draft of this process. */
function TakeUpdate({ versions }: { versions: Versions }) {
  const { t } = useWords();
  const { say } = useToasts();
  const may = useMay();
  const navigate = useNavigate();
  const [isPending, setPending] = useState(false);
  const newer = versions.lineage?.newerVersion ?? null;
  if (newer === null || versions.lineage?.isForked !== true) return null;
  const take = async () => {
    if (isPending) return;
    setPending(true);
    try {
      const body = { title: t("merge.draftTitle", { name: versions.items[0]?.name ?? versions.key, version: newer }), from: { kind: "process", key: versions.key } };
      const draft = await request<Draft>("POST", "/api/drafts", { body });
      await navigate({
        to: "/drafts/$id/merge",
        params: { id: draft.id },
        search: { key: versions.key, version: String(newer) },
      });
    } catch (cause) {
      say({ tone: "bad", text: cause instanceof Error ? cause.message : String(cause) });
      setPending(false);
    }
  };
  return (
    <Button
      icon={<GitMerge aria-hidden="true" />}
      declined={may("definitions.edit") ? undefined : t("processes.mayNot")}
      onPress={() => void take()}
    >
      {t("process.takeUpdate", { version: newer })}
    </Button>
  );
}

