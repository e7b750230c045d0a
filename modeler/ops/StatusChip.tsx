import { Ban, CircleCheck, CircleStop, CircleX, Pause, Play } from "lucide-react";
import type { InstanceStatus } from "../api/types.ts";
import { Chip, type Tone } from "../kit/Chip.tsx";
import { useWords } from "../words/language.tsx";

const faces = {
  running: { tone: "info", icon: Play },
  completed: { tone: "ok", icon: CircleCheck },
  terminated: { tone: "neutral", icon: CircleStop },
  cancelled: { tone: "neutral", icon: Ban },
  failed: { tone: "bad", icon: CircleX },
} as const satisfies Record<InstanceStatus, { tone: Tone; icon: typeof Play }>;

/** The status of an instance. */
export function StatusChip({ status, isSuspended = false }: { status: InstanceStatus; isSuspended?: boolean }) {
  const { t } = useWords();
  if (isSuspended) {
    return (
      <Chip tone="warn" icon={<Pause aria-hidden="true" />}>
        {t("status.suspended")}
      </Chip>
    );
  }
  const { tone, icon: Icon } = faces[status];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden="true" />}>
      {t(`status.${status}`)}
    </Chip>
  );
}
