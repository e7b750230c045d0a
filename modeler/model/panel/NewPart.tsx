import { FilePlus2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { keyOf } from "../../processes/key.ts";
import { useWords } from "../../words/language.tsx";
import { textOf } from "../island/moddle.ts";
import { usePlace, type PartKind } from "./place.tsx";
import css from "./Panel.module.css";

export type NewPartProps = {
  readonly kind: Exclude<PartKind, "scenario">;
  /** The keys that are taken. */
  readonly known: readonly { readonly id: string }[];
  /** Ties the new part to the element, before its editor opens. */
  readonly onMade: (key: string) => void;
};

/** The way from an element to a form, a rule set or a template that does not exist yet. */
export function NewPart(props: NewPartProps) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={<FilePlus2 aria-hidden="true" />} onPress={() => setOpen(true)}>
        {t(`newPart.${props.kind}`)}
      </Button>
      {isOpen && <NewPartDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function NewPartDialog({ kind, known, onMade, onClose }: NewPartProps & { onClose: () => void }) {
  const { t } = useWords();
  const { owner, openPart } = usePlace();
  const [name, setName] = useState(textOf(owner, "name"));
  const [typedKey, setTypedKey] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  const key = typedKey ?? keyOf(name).replaceAll("-", "_");
  const isTaken = known.some(({ id }) => id === key);
  const keyError = isTaken ? t("new.keyTaken") : /^[a-z][a-z0-9_-]{0,63}$/.test(key) ? undefined : t("new.keyWrong");
  const make = () => {
    setAsked(true);
    if (name.trim() === "" || keyError !== undefined) return;
    onMade(key);
    openPart(kind, key, name.trim());
    onClose();
  };
  return (
    <Dialog
      title={t(`newPart.${kind}Title`)}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" onPress={make}>
            {t(`newPart.${kind}Run`)}
          </Button>
        </>
      }
    >
      <p>{t(`newPart.${kind}Text`)}</p>
      <form
        className={css["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <TextInput
          autoFocus
          label={t("newPart.name")}
          value={name}
          onChange={setName}
          error={isAsked && name.trim() === "" ? t("new.nameMissing") : undefined}
        />
        <TextInput
          label={t("new.key")}
          value={key}
          onChange={setTypedKey}
          help={t("newPart.keyHelp")}
          error={(isAsked || isTaken) && key !== "" ? keyError : undefined}
        />
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
