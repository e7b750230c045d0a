import { CircleCheck, Info, TriangleAlert, X } from "lucide-react";
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { useWords } from "../words/language.tsx";
import { classes } from "./classes.ts";
import css from "./toasts.module.css";

/** A short message at the edge of the screen. It never carries the only way to do something. */
export type Toast = {
  readonly tone: "ok" | "info" | "bad";
  readonly text: string;
  /** A quick way to do something about it; there is always another one. */
  readonly action?: { readonly text: string; readonly run: () => void };
};
type Shown = Toast & { readonly id: string };
type Toasts = { readonly say: (toast: Toast) => void };

const ToastContext = createContext<Toasts>({ say: () => undefined });
const stays = 6000;
const icons = { ok: CircleCheck, info: Info, bad: TriangleAlert };

/** Shows what `say` is given, politely, for six seconds; a failure stays until it is closed. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const { t } = useWords();

  const drop = useCallback((id: string) => setShown((all) => all.filter((one) => one.id !== id)), []);
  const say = useCallback(
    (toast: Toast) => {
      const id = crypto.randomUUID();
      setShown((all) => [...all.filter((one) => one.text !== toast.text), { ...toast, id }].slice(-3));
      if (toast.tone !== "bad") setTimeout(() => drop(id), stays);
    },
    [drop],
  );
  const value = useMemo(() => ({ say }), [say]);

  return (
    <ToastContext value={value}>
      {children}
      <div className={css["region"]} role="status" aria-live="polite">
        {shown.map((toast) => {
          const Icon = icons[toast.tone];
          return (
            <div key={toast.id} className={classes(css["toast"], css[toast.tone])}>
              <Icon size={18} aria-hidden="true" />
              <span>{toast.text}</span>
              {toast.action !== undefined && <Act action={toast.action} onDone={() => drop(toast.id)} />}
              <AriaButton className={css["close"] ?? ""} aria-label={t("common.close")} onPress={() => drop(toast.id)}>
                <X size={16} aria-hidden="true" />
              </AriaButton>
            </div>
          );
        })}
      </div>
    </ToastContext>
  );
}

function Act({ action, onDone }: { action: NonNullable<Toast["action"]>; onDone: () => void }) {
  const press = () => {
    onDone();
    action.run();
  };
  return (
    <AriaButton className={css["act"] ?? ""} onPress={press}>
      {action.text}
    </AriaButton>
  );
}

/** Says something short without taking the focus. */
export function useToasts(): Toasts {
  return useContext(ToastContext);
}
