import { useQueryClient } from "@tanstack/react-query";
import { Pause, Play, Square } from "lucide-react";
import { useState } from "react";
import type { Batch } from "../../../server/http/wire.ts";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { useWords } from "../../words/language.tsx";
import { ReasonDialog } from "../intervene/ReasonDialog.tsx";

const icons = { pause: Pause, resume: Play, stop: Square } as const;
type Control = keyof typeof icons;

/** Holds a batch, lets it go on, or ends it. */
export function BatchControls({ batch }: { batch: Batch }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [control, setControl] = useState<Control | null>(null);
  const offered: readonly Control[] =
    batch.state === "running" ? ["pause", "stop"] : batch.state === "paused" ? ["resume", "stop"] : [];
  const run = async (reason: string) => {
    await request("POST", `/api/batches/${batch.id}/${control ?? "pause"}`, { body: { reason } });
    await client.invalidateQueries({ queryKey: ["batches"] });
  };
  return (
    <>
      {offered.map((each) => {
        const Icon = icons[each];
        return (
          <Button key={each} icon={<Icon aria-hidden="true" />} onPress={() => setControl(each)}>
            {t(`batch.${each}`)}
          </Button>
        );
      })}
      {control !== null && (
        <ReasonDialog
          title={t("batch.controlTitle", { what: t(`batch.kind.${batch.kind}`) })}
          does={t(`batch.${control}`)}
          done={t("batch.controlled")}
          run={run}
          onClose={() => setControl(null)}
        />
      )}
    </>
  );
}
