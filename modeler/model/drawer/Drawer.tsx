import { ChevronDown, ChevronUp } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../kit/Button.tsx";
import { useWords } from "../../words/language.tsx";
import { drawerTabs, type DrawerTab } from "../../search.ts";
import css from "./Drawer.module.css";

export type DrawerProps = {
  readonly tab: DrawerTab | null;
  readonly onTab: (tab: DrawerTab | null) => void;
  readonly counts: Readonly<Partial<Record<DrawerTab, number>>>;
  readonly hasErrors: boolean;
  readonly children: ReactNode;
};

/** What lies below the diagram, one tab at a time; it folds away. */
export function Drawer({ tab, onTab, counts, hasErrors, children }: DrawerProps) {
  const { t } = useWords();
  const step = (key: string) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (by === undefined || tab === null) return;
    const next = drawerTabs[(drawerTabs.indexOf(tab) + by + drawerTabs.length) % drawerTabs.length];
    if (next === undefined) return;
    onTab(next);
    document.querySelector<HTMLElement>(`#drawer-${next}`)?.focus();
  };
  const Fold = tab === null ? ChevronUp : ChevronDown;
  return (
    <section className={css["drawer"]} aria-label={t("drawer.title")}>
      <div className={css["bar"]}>
        <div
          className={css["tabs"]}
          role="tablist"
          aria-label={t("drawer.title")}
          onKeyDown={(event) => step(event.key)}
        >
          {drawerTabs.map((one, index) => (
            <button
              key={one}
              id={`drawer-${one}`}
              type="button"
              role="tab"
              aria-selected={one === tab}
              aria-controls={one === tab ? "drawer-body" : undefined}
              tabIndex={one === tab || (tab === null && index === 0) ? 0 : -1}
              data-bad={one === "problems" && hasErrors}
              className={css["tab"]}
              onClick={() => onTab(one)}
            >
              {t(`drawer.${one}`)}
              {counts[one] !== undefined && counts[one] > 0 && <span className={css["count"]}>{counts[one]}</span>}
            </button>
          ))}
        </div>
        <Button
          kind="plain"
          label={tab === null ? t("drawer.open") : t("drawer.close")}
          icon={<Fold aria-hidden="true" />}
          onPress={() => onTab(tab === null ? "problems" : null)}
        />
      </div>
      {tab !== null && (
        <div id="drawer-body" role="tabpanel" aria-labelledby={`drawer-${tab}`} tabIndex={0} className={css["body"]}>
          {children}
        </div>
      )}
    </section>
  );
}
