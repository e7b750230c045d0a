import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Download, Pencil } from "lucide-react";
import { Suspense, useState } from "react";
import { Button } from "../kit/Button.tsx";
import button from "../kit/Button.module.css";
import { classes } from "../kit/classes.ts";
import { useMay } from "../processes/may.ts";
import { useWords } from "../words/language.tsx";
import { ChangeDialog } from "./ChangeDialog.tsx";
import { dialogs } from "./dialogs.tsx";
import { addressOf, readText, type Row } from "./read.ts";
import type { Action, RecordPage, Register } from "./register.ts";
import { Value } from "./Value.tsx";
import css from "./Desk.module.css";

type DoingProps = {
  readonly register: Register;
  readonly page: RecordPage;
  readonly id: string;
  readonly row: Row;
};

/** How a record stands, and what can be done with it. */
export function Doing(props: DoingProps) {
  const { page, row, id } = props;
  const { t, pick } = useWords();
  const [open, setOpen] = useState<string | null>(null);
  const declined = useDeclined(row);
  const { edit, actions = [], dialogs: own = [], downloads = [] } = page;
  return (
    <div className={css["doing"]}>
      {page.state !== undefined && <Value member={page.state} row={row} />}
      <span className={css["gap"]} />
      {downloads.map(({ key, name, path }) => (
        <a key={key} className={classes(button["button"], button["quiet"])} href={addressOf(path, id)} download>
          <Download aria-hidden="true" />
          <span className={button["text"]}>{pick(name)}</span>
        </a>
      ))}
      {[...own, ...actions].map((action) => (
        <Button key={action.key} declined={declined(action)} onPress={() => setOpen(action.key)}>
          {pick(action.name)}
        </Button>
      ))}
      {edit !== undefined && (
        <Button
          kind="primary"
          icon={<Pencil aria-hidden="true" />}
          declined={declined(edit)}
          onPress={() => setOpen("edit")}
        >
          {t("records.edit")}
        </Button>
      )}
      <Opened {...props} open={open} onClose={() => setOpen(null)} />
    </div>
  );
}

/** Why something cannot be done now; undefined where it can. */
function useDeclined(row: Row): (action: Pick<Action, "permission" | "when">) => string | undefined {
  const { t, pick } = useWords();
  const may = useMay();
  return ({ permission, when }) => {
    if (!may(permission)) return t("records.noRight", { permission });
    const is = when === undefined ? "" : readText(row, when.at);
    if (when === undefined || when.is.includes(is)) return undefined;
    const why = when.otherwise?.[is];
    return why === undefined ? t("records.notNow") : pick(why);
  };
}

type OpenedProps = DoingProps & { readonly open: string | null; readonly onClose: () => void };

/** The dialog of what was chosen. */
function Opened({ register, page, id, row, open, onClose }: OpenedProps) {
  const { t, pick } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { edit, actions = [], dialogs: own = [] } = page;
  const fresh = () => void client.invalidateQueries({ queryKey: ["records"] });
  const lead = (made: string) =>
    void navigate({ to: "/desk/$register/$id", params: { register: register.key, id: made }, search: {} });
  const leave = () => void navigate({ to: "/desk/$register", params: { register: register.key }, search: {} });
  const action = actions.find(({ key }) => key === open);
  const Own = dialogs[own.find(({ key }) => key === open)?.dialog ?? "none"];
  if (edit !== undefined && open === "edit")
    return (
      <ChangeDialog
        title={t("records.editTitle", { name: pick(register.one) })}
        change={edit}
        address={addressOf(edit.path, id)}
        row={row}
        submit={t("records.save")}
        onDone={fresh}
        onClose={onClose}
      />
    );
  if (action !== undefined)
    return (
      <ChangeDialog
        title={pick(action.name).replace(/ …$/, "")}
        text={pick(action.text)}
        change={action}
        address={addressOf(action.path, id)}
        around={row}
        submit={pick(action.name).replace(/ …$/, "")}
        onDone={(answer) => {
          if (action.leaves === true) leave();
          else if (action.leads === true) lead(readText(answer, register.id));
          else fresh();
        }}
        onClose={onClose}
      />
    );
  if (Own === undefined) return null;
  return (
    <Suspense fallback={null}>
      <Own row={row} onLead={lead} onClose={onClose} />
    </Suspense>
  );
}
