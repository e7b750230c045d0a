import { useState } from "react";
import type { Language } from "../../api/types.ts";
import { request } from "../../api/request.ts";
import { Button } from "../../kit/Button.tsx";
import { Dialog } from "../../kit/Dialog.tsx";
import { TextInput } from "../../kit/TextInput.tsx";
import { useWords } from "../../words/language.tsx";
import css from "../Admin.module.css";
import { LanguageChoice } from "../LanguageChoice.tsx";
import { bodyOf, Names, problemsOf } from "../NewPerson.tsx";
import { PasswordInput } from "../PasswordInput.tsx";
import { useChange } from "../useChange.ts";

/** Sets a tenant up, with the person who administers it. */
export function NewTenant({ onClose }: { onClose: () => void }) {
  const { t, language } = useWords();
  const [tenant, setTenant] = useState({ name: "", id: "" });
  const [person, setPerson] = useState({ name: "", login: "", email: "", language, roles, password: "" });
  const [isAsked, setAsked] = useState(false);
  const wrong = problemsOf(person);
  const fits = { name: tenant.name.trim() !== "", id: /^[a-z][a-z0-9-]{1,39}$/.test(tenant.id) };
  const say = (field: keyof typeof person) => {
    const key = isAsked ? wrong[field] : undefined;
    return key === undefined ? undefined : t(key);
  };
  const set = (change: Partial<typeof person>) => setPerson((before) => ({ ...before, ...change }));
  const create = useChange({
    run: () => {
      const { name, login, email, language: chosen, password } = bodyOf(person);
      const administrator = { name, login, email, language: chosen, password };
      return request<void>("POST", "/api/tenants", {
        body: { id: tenant.id, name: tenant.name.trim(), administrator },
      });
    },
    said: "tenant.created",
    places: { name: tenant.name.trim() },
    onDone: onClose,
  });
  const run = () => {
    setAsked(true);
    if (fits.name && fits.id && Object.keys(wrong).length === 0) create.mutate(undefined);
  };
  return (
    <Dialog
      title={t("tenant.new")}
      size="wide"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" isPending={create.isPending} onPress={run}>
            {t("tenant.create")}
          </Button>
        </>
      }
    >
      <div className={css["form"]}>
        <div className={css["pair"]}>
          <TextInput
            label={t("tenant.name")}
            value={tenant.name}
            onChange={(name) => setTenant((before) => withName(before, name))}
            error={isAsked && !fits.name ? t("tenant.needName") : undefined}
            isRequired
            autoFocus
            maxLength={200}
          />
          <TextInput
            label={t("tenant.id")}
            value={tenant.id}
            onChange={(id) => setTenant((before) => ({ ...before, id }))}
            help={t("tenant.idHelp")}
            error={isAsked && !fits.id ? t("tenant.needId") : undefined}
            isRequired
            maxLength={40}
            autoComplete="off"
          />
        </div>
        <h3>{t("tenant.admin")}</h3>
        <p className={css["about"]}>{t("tenant.adminText")}</p>
        <Names draft={person} set={set} say={say} />
        <LanguageChoice value={person.language} onChange={(chosen: Language) => set({ language: chosen })} />
        <PasswordInput value={person.password} error={say("password")} onChange={(password) => set({ password })} />
      </div>
    </Dialog>
  );
}

const roles: readonly string[] = ["administrator"];

/** The key follows the name until somebody writes their own. */
function withName({ name, id }: { name: string; id: string }, next: string): { name: string; id: string } {
  return { name: next, id: id === keyOf(name) ? keyOf(next) : id };
}

const umlauts: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

function keyOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => umlauts[letter] ?? letter)
    .normalize("NFD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 40);
}
