import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useShortcuts } from "../keys/KeyboardProvider.tsx";
import { LiveProvider } from "../live/LiveProvider.tsx";
import { useWords } from "../words/language.tsx";
import { LiveBanner } from "./LiveBanner.tsx";
import { places } from "./places.ts";
import { Rail } from "./Rail.tsx";
import { StatusBar } from "./StatusBar.tsx";
import { TopBar } from "./TopBar.tsx";
import css from "./Shell.module.css";
import { whenReached } from "../live/reach.ts";

const Palette = lazy(async () => ({ default: (await whenReached(() => import("./Palette.tsx"))).Palette }));
const Help = lazy(async () => ({ default: (await whenReached(() => import("./Help.tsx"))).Help }));

/** What surrounds every screen once somebody has signed in. */
export function Shell() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [over, setOver] = useState<"palette" | "help" | null>(null);
  const close = () => setOver(null);

  useShortcuts({
    palette: () => setOver("palette"),
    help: () => setOver("help"),
    search: focusSearch,
    ...Object.fromEntries(places.map(({ keys, to }) => [keys, () => void navigate({ to, search: {} })])),
  });

  return (
    <LiveProvider>
      <div className={css["shell"]}>
        <a className={css["skip"]} href="#content">
          {t("shell.skip")}
        </a>
        <TopBar onPalette={() => setOver("palette")} />
        <Rail />
        <main id="content" className={css["content"]} tabIndex={-1}>
          <LiveBanner />
          <Suspense>
            <Outlet />
          </Suspense>
        </main>
        <StatusBar onHelp={() => setOver("help")} />
      </div>
      <Suspense>
        {over === "palette" && <Palette onClose={close} onHelp={() => setOver("help")} />}
        {over === "help" && <Help onClose={close} />}
      </Suspense>
    </LiveProvider>
  );
}

/** The search field of the screen that is shown, whichever it is. */
function focusSearch(): void {
  document.querySelector<HTMLInputElement>("#content [data-search] input")?.focus();
}
