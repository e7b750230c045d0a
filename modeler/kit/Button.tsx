import { Button as AriaButton } from "react-aria-components/Button";
import { Tooltip, TooltipTrigger } from "react-aria-components/Tooltip";
import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import { Keys } from "./Keys.tsx";
import { useToasts } from "./toasts.tsx";
import css from "./Button.module.css";

export type ButtonProps = {
  readonly children?: ReactNode;
  readonly icon?: ReactNode;
  readonly kind?: "primary" | "quiet" | "plain" | "danger";
  /** Why it cannot be pressed now. The button stays visible and reachable, and says it. */
  readonly declined?: string | undefined;
  readonly isPending?: boolean;
  readonly keys?: string;
  /** Name of a button that shows only an icon; shown as its tooltip too. */
  readonly label?: string;
  readonly onPress?: () => void;
  readonly type?: "button" | "submit";
  readonly slot?: string;
  readonly autoFocus?: boolean;
  readonly pressed?: boolean;
};

/** A button. One that is declined explains itself instead of vanishing. */
export function Button(props: ButtonProps) {
  const hint = props.declined ?? (props.children === undefined ? props.label : undefined);
  const button = <Plain {...props} />;
  if (hint === undefined) return button;
  return (
    <TooltipTrigger delay={400}>
      {button}
      <Tooltip className={css["tooltip"] ?? ""} offset={6}>
        {hint}
        {props.declined === undefined && props.keys !== undefined && <Keys keys={props.keys} />}
      </Tooltip>
    </TooltipTrigger>
  );
}

function Plain({ children, icon, kind = "quiet", declined, keys, label, onPress, pressed, ...rest }: ButtonProps) {
  const { say } = useToasts();
  const isDeclined = declined !== undefined;
  const press = isDeclined ? () => say({ tone: "info", text: declined }) : onPress;
  return (
    <AriaButton
      {...rest}
      {...(press === undefined ? {} : { onPress: press })}
      {...(label === undefined ? {} : { "aria-label": label })}
      {...(isDeclined ? { "aria-disabled": true } : {})}
      {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
      className={classes(
        css["button"],
        css[kind],
        children === undefined && css["icon"],
        isDeclined && css["declined"],
      )}
    >
      {icon}
      {children !== undefined && <span className={css["text"]}>{children}</span>}
      {keys !== undefined && children !== undefined && <Keys keys={keys} />}
    </AriaButton>
  );
}
