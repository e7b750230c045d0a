import { useNavigate } from "@tanstack/react-router";
import { Ban, ChevronDown, GitCompareArrows, MoveRight, Pause, Play, RotateCcw } from "lucide-react";
import { useState } from "react";
import { MenuTrigger } from "react-aria-components/Menu";
import type { Instance } from "../../api/types.ts";
import { useShortcuts } from "../../keys/KeyboardProvider.tsx";
import { Button } from "../../kit/Button.tsx";
import { Menu, MenuItem } from "../../kit/Menu.tsx";
import { useWords } from "../../words/language.tsx";
import { CancelDialog } from "../CancelDialog.tsx";
import { MoveDialog } from "./MoveDialog.tsx";
import { RestartDialog } from "./RestartDialog.tsx";
import { ResumeDialog, SuspendDialog } from "./RestDialogs.tsx";

const dialogs = {
  suspend: SuspendDialog,
  resume: ResumeDialog,
  move: MoveDialog,
  restart: RestartDialog,
  cancel: CancelDialog,
} as const;

type Act = keyof typeof dialogs;

/** All that an operator may do to an instance, as far as it makes sense now. */
export function Intervene({ instance, declined }: { instance: Instance; declined: string | undefined }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [act, setAct] = useState<Act | null>(null);
  const Shown = act === null ? null : dialogs[act];
  const isRunning = instance.status === "running";
  const migrate = () =>
    void navigate({
      to: "/ops/migrate",
      search: { process: instance.processKey, from: String(instance.version), instance: instance.id },
    });
  useShortcuts(isRunning && declined === undefined ? { migrate } : {});
  if (declined !== undefined)
    return (
      <Button icon={<ChevronDown aria-hidden="true" />} declined={declined}>
        {t("intervene.title")}
      </Button>
    );
  return (
    <>
      <MenuTrigger>
        <Button icon={<ChevronDown aria-hidden="true" />}>{t("intervene.title")}</Button>
        <Menu label={t("intervene.title")}>
          {isRunning && instance.isSuspended && (
            <MenuItem text={t("intervene.resume")} icon={<Play size={16} />} onAction={() => setAct("resume")} />
          )}
          {isRunning && !instance.isSuspended && (
            <MenuItem text={t("intervene.suspend")} icon={<Pause size={16} />} onAction={() => setAct("suspend")} />
          )}
          {isRunning && (
            <>
              <MenuItem text={t("intervene.move")} icon={<MoveRight size={16} />} onAction={() => setAct("move")} />
              <MenuItem text={t("intervene.migrate")} icon={<GitCompareArrows size={16} />} onAction={migrate} />
              <MenuItem text={t("instance.cancel")} icon={<Ban size={16} />} onAction={() => setAct("cancel")} />
            </>
          )}
          {!isRunning && (
            <MenuItem text={t("intervene.restart")} icon={<RotateCcw size={16} />} onAction={() => setAct("restart")} />
          )}
        </Menu>
      </MenuTrigger>
      {Shown !== null && <Shown instance={instance} onClose={() => setAct(null)} />}
    </>
  );
}
