import { Button } from "react-aria-components/Button";
import { keysOf } from "../keys/shortcuts.ts";
import { Keys } from "../kit/Keys.tsx";
import { useTextOfNow } from "../kit/now.ts";
import { useLive } from "../live/LiveProvider.tsx";
import { useWords } from "../words/language.tsx";
import { agoText } from "../words/time.ts";
import { useSpeak } from "./speak.ts";
import css from "./Shell.module.css";

/** The bottom line: connection, shortcuts, language. */
export function StatusBar({ onHelp }: { onHelp: () => void }) {
  const live = useLive();
  const { t, language } = useWords();
  const speak = useSpeak();
  const lastEventAt = live.kind === "live" ? live.lastEventAt : null;
  const ago = useTextOfNow((now) =>
    lastEventAt === null ? "" : agoText(new Date(lastEventAt).toISOString(), Math.max(now, lastEventAt), language),
  );

  return (
    <footer className={css["status"]}>
      <span className={css["live"]}>
        <span className={css["pulse"]} data-state={live.kind} aria-hidden="true" />
        {t(`live.${live.kind}Long`)}
      </span>
      {ago !== "" && <span>{t("live.lastChange", { ago })}</span>}
      <div className={css["statusEnd"]}>
        <Button className={css["small"] ?? ""} onPress={onHelp}>
          <Keys keys={keysOf("help")} />
          {t("shell.shortcuts")}
        </Button>
        <Button
          className={css["small"] ?? ""}
          onPress={() => speak(language === "de" ? "en" : "de")}
          lang={language === "de" ? "en" : "de"}
        >
          {language === "de" ? "English" : "Deutsch"}
        </Button>
      </div>
    </footer>
  );
}
