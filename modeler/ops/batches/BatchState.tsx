import type { BatchRow } from "../../../server/http/wire.ts";
import { Chip, type Tone } from "../../kit/Chip.tsx";
import { useWords } from "../../words/language.tsx";

/** How a batch stands; one that is through but left some behind, or with faults again, is never green. */
export function BatchState({ batch, faulty = 0 }: { batch: BatchRow; faulty?: number }) {
  const { t } = useWords();
  const left = batch.refused + batch.failed + batch.skipped + faulty;
  const tones: Record<BatchRow["state"], Tone> = {
    running: "info",
    paused: "warn",
    stopped: "warn",
    finished: left > 0 ? "bad" : "ok",
  };
  return <Chip tone={tones[batch.state]}>{t(`batch.state.${batch.state}`)}</Chip>;
}
