import { useState } from "react";
import type { Language } from "../api/types.ts";
import { request } from "../api/request.ts";
import { Button } from "../kit/Button.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { TextInput } from "../kit/TextInput.tsx";
import type { Key } from "../words/dictionary.ts";
import { useWords } from "../words/language.tsx";
import { LanguageChoice } from "./LanguageChoice.tsx";
import { PasswordInput, shortestPassword } from "./PasswordInput.tsx";
import { RoleChoice } from "./RoleChoice.tsx";
import { useChange } from "./useChange.ts";
import css from "./Admin.module.css";

/** A person as they are being let in. */
export type Draft = {
  readonly name: string;
  readonly login: string;
  readonly email: string;
  readonly language: Language;
  readonly roles: readonly string[];
  readonly password: string;
};

/** Lets a person in. */
export function NewPerson({ onClose }: { onClose: () => void }) {
  const { t, language } = useWords();
  const [draft, setDraft] = useState<Draft>({ name: "", login: "", email: "", language, roles: [], password: "" });
  const [isAsked, setAsked] = useState(false);
  const wrong = problemsOf(draft);
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const say = (field: keyof Draft) => {
    const key = isAsked ? wrong[field] : undefined;
    return key === undefined ? undefined : t(key);
  };
  const create = useChange({
    run: () => request<void>("POST", "/api/users", { body: bodyOf(draft) }),
    said: "person.created",
    places: { name: draft.name.trim() },
    onDone: onClose,
  });
  const run = () => {
    setAsked(true);
    if (Object.keys(wrong).length === 0) create.mutate(undefined);
  };
  return (
    <Dialog
      title={t("person.new")}
      size="wide"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" isPending={create.isPending} onPress={run}>
            {t("person.create")}
          </Button>
        </>
      }
    >
      <div className={css["form"]}>
        <Names draft={draft} set={set} say={say} autoFocus />
        <LanguageChoice value={draft.language} onChange={(chosen) => set({ language: chosen })} />
        <RoleChoice value={draft.roles} error={say("roles")} onChange={(roles) => set({ roles })} />
        <PasswordInput value={draft.password} error={say("password")} onChange={(password) => set({ password })} />
      </div>
    </Dialog>
  );
}

type NamesProps = {
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
  readonly say: (field: keyof Draft) => string | undefined;
  readonly autoFocus?: boolean;
};

/** Who somebody is: name, login, mail. */
export function Names({ draft, set, say, autoFocus = false }: NamesProps) {
  const { t } = useWords();
  return (
    <div className={css["pair"]}>
      <TextInput
        label={t("person.name")}
        value={draft.name}
        onChange={(name) => set({ name })}
        error={say("name")}
        isRequired
        autoFocus={autoFocus}
        maxLength={200}
      />
      <TextInput
        label={t("person.login")}
        value={draft.login}
        onChange={(login) => set({ login })}
        help={t("person.loginHelp")}
        error={say("login")}
        isRequired
        maxLength={100}
        autoComplete="off"
      />
      <TextInput
        label={t("person.email")}
        type="email"
        value={draft.email}
        onChange={(email) => set({ email })}
        error={say("email")}
        autoComplete="off"
      />
    </div>
  );
}

/** What is still wrong with each field. */
export function problemsOf({ name, login, email, roles, password }: Draft): Partial<Record<keyof Draft, Key>> {
  return {
    ...(name.trim() === "" ? { name: "person.needName" } : {}),
    ...(/^[a-z0-9][a-z0-9._@-]{1,99}$/.test(login.trim()) ? {} : { login: "person.needLogin" }),
    ...(email.trim() === "" || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? {} : { email: "person.needEmail" }),
    ...(roles.length === 0 ? { roles: "person.needRole" } : {}),
    ...(password.length < shortestPassword ? { password: "person.needPassword" } : {}),
  };
}

/** As the server wants it. */
export function bodyOf({ name, login, email, ...rest }: Draft): Omit<Draft, "email"> & { email?: string } {
  return {
    ...rest,
    name: name.trim(),
    login: login.trim(),
    ...(email.trim() === "" ? {} : { email: email.trim() }),
  };
}
