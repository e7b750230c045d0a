import { Link } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { keysOf } from "../keys/shortcuts.ts";
import { Keys } from "../kit/Keys.tsx";
import { useWords } from "../words/language.tsx";
import { CustomerFilter } from "./CustomerFilter.tsx";
import { LiveMark } from "./LiveBanner.tsx";
import { Mark } from "./Mark.tsx";
import { Notifications } from "./Notifications.tsx";
import { Profile } from "./Profile.tsx";
import css from "./Shell.module.css";

/** Customer, search, live state, notifications, the person. */
export function TopBar({ onPalette }: { onPalette: () => void }) {
  const { t } = useWords();
  return (
    <header className={css["top"]}>
      <Link to="/tasks" search={{}} className={css["brand"] ?? ""} aria-label={t("shell.home")}>
        <Mark />
        <span>Ablauf</span>
      </Link>
      <div className={css["customer"]}>
        <CustomerFilter />
      </div>
      <Button className={css["find"] ?? ""} onPress={onPalette}>
        <Search size={16} aria-hidden="true" />
        <span>{t("shell.find")}</span>
        <Keys keys={keysOf("palette")} />
      </Button>
      <div className={css["end"]}>
        <LiveMark />
        <Notifications />
        <Profile />
      </div>
    </header>
  );
}
