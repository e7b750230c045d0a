import { Check, Copy, Inbox, Lock, RotateCw, SearchX, ShieldCheck, TriangleAlert, WifiOff } from "lucide-react";
import { useState, type ReactNode } from "react";
import { ProblemError } from "../api/request.ts";
import { useWords } from "../words/language.tsx";
import { Button } from "./Button.tsx";
import { classes } from "./classes.ts";
import css from "./states.module.css";

/** Grey bars in the shape of what is coming; shown only when it takes longer than 200 ms. */
export function Skeleton({ rows = 3, height = 56 }: { rows?: number; height?: number }) {
  const { t } = useWords();
  return (
    <div className={css["skeleton"]} role="status" aria-label={t("common.loading")}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={css["bar"]} style={{ height }} />
      ))}
    </div>
  );
}

export type EmptyProps = {
  readonly title: string;
  readonly text?: string;
  readonly icon?: ReactNode;
  readonly action?: ReactNode;
};

/** Nothing is here: why, and what to do next. */
export function Empty({ title, text, icon, action }: EmptyProps) {
  return (
    <div className={css["state"]}>
      <span className={css["emblem"]}>{icon ?? <Inbox aria-hidden="true" />}</span>
      <h2>{title}</h2>
      {text !== undefined && <p>{text}</p>}
      {action !== undefined && <div className={css["action"]}>{action}</div>}
    </div>
  );
}

export type FailureProps = {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** What is not lost, when there is something the person may fear for. */
  readonly safe?: string;
  /** Where to go instead; offered with what is missing or not allowed, where trying again is no help. */
  readonly next?: ReactNode;
};

/** Something failed: what, what is safe, what to do, and the number support will ask for. */
export function Failure({ error, onRetry, safe, next }: FailureProps) {
  const { t } = useWords();
  const { face, detail, requestId } = toldOf(error);
  return (
    <div className={classes(css["state"], css["failure"])} role="alert">
      <span className={css["emblem"]}>{face.icon}</span>
      <h2>{t(face.title)}</h2>
      <p>{detail === "" ? t(face.text) : detail}</p>
      {safe !== undefined && (
        <p className={css["safe"]}>
          <ShieldCheck size={16} aria-hidden="true" /> {safe}
        </p>
      )}
      <div className={css["action"]}>
        {next}
        {onRetry !== undefined && face.isWorthRetry && (
          <Button icon={<RotateCw aria-hidden="true" />} onPress={onRetry}>
            {t("common.retry")}
          </Button>
        )}
      </div>
      {requestId !== "" && <CopyId id={requestId} />}
    </div>
  );
}

/** What is told of an error. The server speaks English; what is missing or not allowed is said in the reader's language. */
function toldOf(error: unknown) {
  const { status, detail, requestId } =
    error instanceof ProblemError ? error.problem : { status: -1, detail: "", requestId: "" };
  const face = faceOf(status);
  return { face, detail: face.isWorthRetry && status !== 0 ? (detail ?? "") : "", requestId };
}

function faceOf(status: number) {
  if (status === 0)
    return {
      icon: <WifiOff aria-hidden="true" />,
      title: "failure.offline",
      text: "failure.offlineText",
      isWorthRetry: true,
    } as const;
  if (status === 403)
    return {
      icon: <Lock aria-hidden="true" />,
      title: "failure.forbidden",
      text: "failure.forbiddenText",
      isWorthRetry: false,
    } as const;
  if (status === 404)
    return {
      icon: <SearchX aria-hidden="true" />,
      title: "failure.missing",
      text: "failure.missingText",
      isWorthRetry: false,
    } as const;
  if (status < 0)
    return {
      icon: <TriangleAlert aria-hidden="true" />,
      title: "failure.broken",
      text: "failure.brokenText",
      isWorthRetry: true,
    } as const;
  return {
    icon: <TriangleAlert aria-hidden="true" />,
    title: "failure.other",
    text: "failure.otherText",
    isWorthRetry: true,
  } as const;
}

function CopyId({ id }: { id: string }) {
  const { t } = useWords();
  return (
    <p className={css["id"]}>
      {t("failure.requestId")} <code>{id}</code>
      <CopyButton text={id} />
    </p>
  );
}

/** Copies a text and says that it did. */
export function CopyButton({ text }: { text: string }) {
  const { t } = useWords();
  const [isDone, setDone] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => setDone(true));
    setTimeout(() => setDone(false), 2000);
  };
  const icon = isDone ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />;
  return <Button kind="plain" label={isDone ? t("common.copied") : t("common.copy")} icon={icon} onPress={copy} />;
}
