import { useState } from "react";
import { ProblemError, request } from "../../api/request.ts";
import { Field } from "../../form/fields/Field.tsx";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { CopyButton } from "../../kit/states.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { words } from "../../words/dictionary.ts";
import { useWords } from "../../words/language.tsx";
import { useChange } from "../useChange.ts";
import type { Webhook, WebhookList } from "./queries.ts";
import css from "../Admin.module.css";

type Wanted = { readonly name: string; readonly url: string; readonly events: readonly string[] };
type Events = WebhookList["events"];
type NewProps = {
  readonly events: Events;
  readonly onMade: (id: string) => void;
  readonly onClose: () => void;
};

/** Makes a webhook, and shows its secret this one time. */
export function NewWebhook({ events, onMade, onClose }: NewProps) {
  const { t } = useWords();
  const [made, setMade] = useState<{ id: string; secret: string }>();
  const create = useChange({
    run: (body: Wanted) => request<{ id: string; secret: string }>("POST", "/api/webhooks", { body }),
    onDone: setMade,
  });
  const done = () => {
    if (made !== undefined) onMade(made.id);
    onClose();
  };
  if (made !== undefined) return <Secret secret={made.secret} onDone={done} />;
  return (
    <Asking
      title={t("webhook.new")}
      submit={t("webhook.create")}
      begin={{ name: "", url: "", events: [] }}
      events={events}
      sending={create}
      onSend={create.mutate}
      onClose={onClose}
    />
  );
}

type EditProps = { readonly webhook: Webhook; readonly events: Events; readonly onClose: () => void };

/** Changes whom a webhook tells, and of what. */
export function EditWebhook({ webhook, events, onClose }: EditProps) {
  const { t } = useWords();
  const save = useChange({
    run: (body: Wanted) => request<void>("PATCH", `/api/webhooks/${webhook.id}`, { body }),
    said: "webhook.saved",
    onDone: onClose,
  });
  return (
    <Asking
      title={webhook.name}
      submit={t("webhook.save")}
      begin={webhook}
      events={events}
      sending={save}
      onSend={save.mutate}
      onClose={onClose}
    />
  );
}

type AskingProps = {
  readonly title: string;
  readonly submit: string;
  readonly begin: Wanted;
  readonly events: Events;
  readonly sending: { readonly isPending: boolean; readonly error: Error | null };
  readonly onSend: (wanted: Wanted) => void;
  readonly onClose: () => void;
};

function Asking({ title, submit, begin, events, sending, onSend, onClose }: AskingProps) {
  const { t } = useWords();
  const [name, setName] = useState(begin.name);
  const [url, setUrl] = useState(begin.url);
  const [chosen, setChosen] = useState(begin.events);
  const [isAsked, setAsked] = useState(false);
  const need = (isBlank: boolean) => (isAsked && isBlank ? t("webhook.need") : undefined);
  const declined = declinedUrl(sending.error);
  const run = () => {
    setAsked(true);
    if (name.trim() !== "" && url.trim() !== "" && chosen.length > 0)
      onSend({ name: name.trim(), url: url.trim(), events: chosen });
  };
  return (
    <Dialog
      title={title}
      size="wide"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" isPending={sending.isPending} onPress={run}>
            {submit}
          </Button>
        </>
      }
    >
      <div className={css["form"]}>
        <TextInput
          label={t("webhook.name")}
          value={name}
          onChange={setName}
          error={need(name.trim() === "")}
          isRequired
          autoFocus
          maxLength={100}
        />
        <TextInput
          label={t("webhook.url")}
          value={url}
          onChange={setUrl}
          help={t("webhook.urlHelp")}
          error={need(url.trim() === "") ?? declined}
          isRequired
          maxLength={2000}
        />
        <Field
          field={{
            key: "events",
            type: "multi",
            label: words["webhook.events"],
            options: events.map(({ key, label }) => ({ value: key, label })),
          }}
          label={t("webhook.events")}
          help={undefined}
          error={need(chosen.length === 0)}
          value={chosen}
          isRequired
          isDisabled={false}
          onChange={(value) => setChosen(Array.isArray(value) ? value.map(String) : [])}
        />
      </div>
    </Dialog>
  );
}

/** What the server has against the address. */
function declinedUrl(error: Error | null): string | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  const isAbout =
    error.problem.code.startsWith("http.") || error.problem.complaints?.some(({ place }) => place === "/url");
  return isAbout === true ? error.message : undefined;
}

function Secret({ secret, onDone }: { secret: string; onDone: () => void }) {
  const { t } = useWords();
  return (
    <Dialog
      isAlert
      title={t("webhook.secretTitle")}
      onClose={onDone}
      actions={
        <Button kind="primary" onPress={onDone}>
          {t("webhook.done")}
        </Button>
      }
    >
      <div className={css["form"]}>
        <p className={css["about"]}>{t("webhook.secretText")}</p>
        <p className={css["shown"]}>
          <span className={css["spoken"]}>{t("webhook.secret")}</span>
          <code>{secret}</code>
          <CopyButton text={secret} />
        </p>
      </div>
    </Dialog>
  );
}
