import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CircleCheck, CircleDashed, CircleX, Link2, Rocket, ShieldCheck, UserCheck } from "lucide-react";
import { useState, type ReactNode } from "react";
import { sessionQuery } from "../../api/queries.ts";
import { Button } from "../../kit/Button.tsx";
import { Chip } from "../../kit/Chip.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { useToasts } from "../../kit/toasts.tsx";
import { useWords } from "../../words/language.tsx";
import { draftQuery, type Draft } from "../../processes/queries.ts";
import { dateText } from "../../processes/when.ts";
import { useApprove, useCheck, usePublish, useReject } from "./act.ts";
import { PartChanges } from "./PartChanges.tsx";
import { ReportView } from "./ReportView.tsx";
import css from "./Publish.module.css";

type PublishProps = {
  readonly draft: Draft;
  /** Saves what is not saved yet: a field is written back when it is left, which may be for this dialog. */
  readonly onBeforeCheck?: () => Promise<boolean>;
  readonly onClose: () => void;
};

/** From a draft to versions: checked, approved by a second person, published. Each step says what it is waiting for. */
export function PublishDialog({ draft: given, onBeforeCheck, onClose }: PublishProps) {
  const { t } = useWords();
  const { data } = useQuery(draftQuery(given.id));
  const draft = data ?? given;
  const { report } = draft;
  const isFresh = report !== null && report.contentHash === draft.contentHash;
  const isGreen = isFresh && report.isGreen;
  const isApproved = draft.state === "approved" || draft.state === "published";
  return (
    <Dialog title={t("publish.title", { title: draft.title })} onClose={onClose} size="wide">
      <PartChanges draft={draft} />
      <ol className={css["steps"]}>
        <Step number={1} title={t("publish.check")} state={isGreen ? "done" : isFresh ? "bad" : "open"}>
          <CheckStep draft={draft} isFresh={isFresh} onBefore={onBeforeCheck} onLeave={onClose} />
        </Step>
        <Step number={2} title={t("publish.approve")} state={isApproved ? "done" : "open"}>
          <ApproveStep draft={draft} isGreen={isGreen} />
        </Step>
        <Step number={3} title={t("publish.publish")} state={draft.state === "published" ? "done" : "open"}>
          <PublishStep draft={draft} isApproved={isApproved} onClose={onClose} />
        </Step>
      </ol>
    </Dialog>
  );
}

type StepProps = {
  readonly number: number;
  readonly title: string;
  readonly state: "done" | "bad" | "open";
  readonly children: ReactNode;
};

function Step({ number, title, state, children }: StepProps) {
  const { t } = useWords();
  const icons = { done: CircleCheck, bad: CircleX, open: CircleDashed };
  const Icon = icons[state];
  return (
    <li className={css["step"]} data-state={state}>
      <Icon size={22} aria-label={t(`step.${state}`)} />
      <section aria-label={title}>
        <h3>
          {number}. {title}
        </h3>
        {children}
      </section>
    </li>
  );
}

type CheckProps = {
  readonly draft: Draft;
  readonly isFresh: boolean;
  readonly onBefore: PublishProps["onBeforeCheck"];
  readonly onLeave: () => void;
};

function CheckStep({ draft, isFresh, onBefore, onLeave }: CheckProps) {
  const { t } = useWords();
  const check = useCheck(draft.id);
  const run = async () => {
    if ((await onBefore?.()) !== false) check.mutate();
  };
  const { report } = draft;
  const canCheck = draft.actions.includes("check");
  return (
    <>
      <CheckState report={report} isFresh={isFresh} />
      {report !== null && <ReportView report={report} draftId={draft.id} onLeave={onLeave} />}
      {isFresh && report?.isGreen === false && <p>{t("publish.checkRed")}</p>}
      {check.error !== null && <p className={css["bad"]}>{check.error.message}</p>}
      {(canCheck || !isFresh) && (
        <div className={css["row"]}>
          <Button
            kind={isFresh ? "quiet" : "primary"}
            icon={<ShieldCheck aria-hidden="true" />}
            isPending={check.isPending}
            onPress={() => void run()}
            declined={canCheck ? undefined : t("publish.mayNot")}
          >
            {isFresh ? t("publish.checkAgain") : t("publish.checkRun")}
          </Button>
        </div>
      )}
    </>
  );
}

function CheckState({ report, isFresh }: { report: Draft["report"]; isFresh: boolean }) {
  const { t, language } = useWords();
  if (report === null) return <p>{t("publish.checkText")}</p>;
  if (!isFresh) return <p>{t("publish.checkOld")}</p>;
  return <p>{t("publish.checked", { who: report.checkedBy, at: dateText(report.checkedAt, language) })}</p>;
}

function ApproveStep({ draft, isGreen }: { draft: Draft; isGreen: boolean }) {
  const { t, language } = useWords();
  const { approval } = draft;
  if (approval !== null && draft.state !== "draft")
    return (
      <p>
        {t("publish.approved", { who: approval.by, at: dateText(approval.at, language) })}
        {approval.reason !== null && <q>{approval.reason}</q>}
      </p>
    );
  if (!isGreen) return <p className={css["muted"]}>{t("publish.approveLater")}</p>;
  return draft.actions.includes("approve") ? <Approve draft={draft} /> : <AskSomebody draft={draft} />;
}

function Approve({ draft }: { draft: Draft }) {
  const { t } = useWords();
  const [reason, setReason] = useState("");
  const approve = useApprove(draft.id);
  const reject = useReject(draft.id);
  const isSilent = reason.trim() === "";
  return (
    <>
      <p>{t("publish.approveText", { editors: draft.editors.join(", ") })}</p>
      <TextInput
        label={t("publish.remark")}
        value={reason}
        onChange={setReason}
        rows={2}
        error={approve.error?.message ?? reject.error?.message}
      />
      <div className={css["row"]}>
        <Button
          kind="primary"
          icon={<UserCheck aria-hidden="true" />}
          isPending={approve.isPending}
          declined={isSilent ? t("publish.approveReason") : undefined}
          onPress={() => approve.mutate(reason.trim())}
        >
          {t("publish.approveRun")}
        </Button>
        <Button
          isPending={reject.isPending}
          declined={isSilent ? t("publish.rejectReason") : undefined}
          onPress={() => reject.mutate(reason.trim())}
        >
          {t("publish.reject")}
        </Button>
      </div>
    </>
  );
}

function AskSomebody({ draft }: { draft: Draft }) {
  const { t } = useWords();
  const { data: session } = useQuery(sessionQuery);
  const { say } = useToasts();
  const isEditor = session !== undefined && draft.editors.includes(session.user.login);
  const copyLink = () =>
    void navigator.clipboard
      .writeText(window.location.href)
      .then(() => say({ tone: "ok", text: t("publish.linkCopied") }));
  return (
    <>
      <p>{isEditor ? t("publish.secondPerson") : t("publish.mayNot")}</p>
      <p>
        {draft.approvers.length === 0
          ? t("publish.noApprovers")
          : t("publish.approvers", { names: draft.approvers.join(", ") })}
      </p>
      <div className={css["row"]}>
        <Button icon={<Link2 aria-hidden="true" />} onPress={copyLink}>
          {t("publish.copyLink")}
        </Button>
      </div>
    </>
  );
}

function PublishStep({ draft, isApproved, onClose }: { draft: Draft; isApproved: boolean; onClose: () => void }) {
  const { t } = useWords();
  const { say } = useToasts();
  const navigate = useNavigate();
  const [reason, setReason] = useState("");
  const publish = usePublish(draft.id);
  const [isAsked, setAsked] = useState(false);
  const run = () => {
    setAsked(true);
    if (reason.trim() === "") return;
    publish.mutate(reason.trim(), {
      onSuccess: ({ versions }) => {
        const named = versions.filter(({ kind }) => kind !== "scenario");
        const names = (named.length === 0 ? versions : named)
          .map(({ key, version }) => `${key} v${version}`)
          .join(", ");
        say({ tone: "ok", text: t("publish.done", { names }) });
        onClose();
        const process = versions.find(({ kind }) => kind === "process");
        if (process !== undefined) void navigate({ to: "/processes/$key", params: { key: process.key }, search: {} });
      },
    });
  };
  if (draft.state === "published") return <p>{t("publish.isPublished")}</p>;
  return (
    <>
      <ul className={css["parts"]}>
        {draft.parts.map((part) => (
          <li key={`${part.kind}/${part.key}`}>
            <Chip>{t(`kind.${part.kind}`)}</Chip> {part.key}
          </li>
        ))}
      </ul>
      {isApproved && (
        <TextInput
          label={t("publish.reason")}
          value={reason}
          onChange={setReason}
          rows={2}
          help={t("publish.reasonHelp")}
          error={isAsked && reason.trim() === "" ? t("common.reasonMissing") : publish.error?.message}
        />
      )}
      <div className={css["row"]}>
        <Button
          kind="primary"
          icon={<Rocket aria-hidden="true" />}
          isPending={publish.isPending}
          declined={declinedBecause(draft, isApproved, t("publish.publishLater"), t("publish.mayNot"))}
          onPress={run}
        >
          {t("publish.publishRun")}
        </Button>
      </div>
    </>
  );
}

function declinedBecause(draft: Draft, isApproved: boolean, later: string, mayNot: string): string | undefined {
  if (!isApproved) return later;
  return draft.actions.includes("publish") ? undefined : mayNot;
}
