import type { ReactNode } from "react";
import { Menu as AriaMenu, MenuItem as AriaMenuItem } from "react-aria-components/Menu";
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

export type MenuItemProps = {
  readonly text: string;
  readonly icon?: ReactNode;
  readonly end?: ReactNode;
  readonly onAction: () => void;
};

/** One line of a menu. */
export function MenuItem({ text, icon, end, onAction }: MenuItemProps) {
  return (
    <AriaMenuItem className={css["option"] ?? ""} textValue={text} onAction={onAction}>
      {icon}
      <span style={{ flex: 1 }}>{text}</span>
      {end}
    </AriaMenuItem>
  );
}
