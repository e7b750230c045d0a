import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Header } from "react-aria-components/Header";
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuSection as AriaSection } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import css from "./fields.module.css";

/** The list a menu button opens. */
export function Menu({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Popover className={css["popover"] ?? ""} placement="bottom end">
      <AriaMenu className={css["list"] ?? ""} aria-label={label}>
        {children}
      </AriaMenu>
    </Popover>
  );
}

/** Lines of a menu that belong together. */
export function MenuSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <AriaSection>
      <Header className={css["section"] ?? ""}>{title}</Header>
      {children}
    </AriaSection>
  );
}

export type MenuItemProps = {
  readonly text: string;
  readonly icon?: ReactNode;
  readonly end?: ReactNode;
  readonly isChosen?: boolean;
  readonly onAction: () => void;
};

/** One line of a menu. */
export function MenuItem({ text, icon, end, isChosen = false, onAction }: MenuItemProps) {
  return (
    <AriaMenuItem className={css["option"] ?? ""} textValue={text} onAction={onAction}>
      {icon}
      <span style={{ flex: 1 }}>{text}</span>
      {end}
      {isChosen && <Check size={16} aria-hidden="true" />}
    </AriaMenuItem>
  );
}
