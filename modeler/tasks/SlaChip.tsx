import { Clock, Pause, TriangleAlert } from "lucide-react";
import type { Sla } from "../api/types.ts";
import { Chip, type Tone } from "../kit/Chip.tsx";
import { useTextOfNow } from "../kit/now.ts";
import { useWords } from "../words/language.tsx";
import { slaFace, type SlaState } from "./sla.ts";

const tones: Record<SlaState, Tone> = { overdue: "bad", paused: "neutral", risk: "warn", fine: "ok", none: "neutral" };
const icons = { overdue: TriangleAlert, paused: Pause, risk: Clock, fine: Clock, none: null };

/** The clock of a task, counting. Icon and words say what the colour says. */
export function SlaChip({ sla, dueAt }: { sla: Sla | null; dueAt: string | null }) {
  const { t, language } = useWords();
  const state = useTextOfNow((now) => slaFace(sla, dueAt, now, language).state);
  const text = useTextOfNow((now) => {
    const face = slaFace(sla, dueAt, now, language);
    return t(face.key, face.places);
  });
  // The text that `useTextOfNow` keeps is one of these words.
  const known = state as SlaState;
  const Icon = icons[known];
  return (
    <Chip tone={tones[known]} icon={Icon === null ? undefined : <Icon aria-hidden="true" />}>
      {text}
    </Chip>
  );
}
