import { useQueryClient } from "@tanstack/react-query";
import { RotateCw, WifiOff } from "lucide-react";
import { Button } from "../kit/Button.tsx";
import { useTextOfNow } from "../kit/now.ts";
import { useLive, useReach } from "../live/LiveProvider.tsx";
import { useWords } from "../words/language.tsx";
import { durationText } from "../words/time.ts";
import css from "./Shell.module.css";

/** Shown over every screen while the event stream is cut, or the server does not answer at all: how old what one sees is, and how to ask again. */
export function LiveBanner() {
  const live = useLive();
  const { isOutOfReach } = useReach();
  const { t, language } = useWords();
  const client = useQueryClient();
  const age = useTextOfNow((now) => (live.kind === "lost" ? durationText(now - live.since, language) : ""));
  if (live.kind !== "lost") return null;
  return (
    <div className={css["banner"]} role="status">
      <WifiOff size={18} aria-hidden="true" />
      <span>{t(isOutOfReach ? "live.outOfReach" : "live.lostBanner")}</span>
      <span aria-hidden="true">{t("live.age", { age })}</span>
      <Button icon={<RotateCw aria-hidden="true" />} onPress={() => void client.invalidateQueries()}>
        {t(isOutOfReach ? "live.try" : "live.again")}
      </Button>
    </div>
  );
}

/** The state of the event stream in one word. */
export function LiveMark() {
  const live = useLive();
  const { t } = useWords();
  return (
    <span className={css["live"]} style={{ padding: "0 8px", fontSize: 13 }}>
      <span className={css["pulse"]} data-state={live.kind} aria-hidden="true" />
      {t(`live.${live.kind}`)}
    </span>
  );
}
