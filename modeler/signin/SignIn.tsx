import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { ArrowRight, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { Form } from "react-aria-components/Form";
import { sessionQuery, welcomeQuery } from "../api/queries.ts";
import { ProblemError, request } from "../api/request.ts";
import type { Session, Welcome } from "../api/types.ts";
import { Button } from "../kit/Button.tsx";
import { initialsOf } from "../kit/initials.ts";
import { TextInput } from "../kit/TextInput.tsx";
import { tellWho } from "../live/who.ts";
import { Mark } from "../shell/Mark.tsx";
import { useWords } from "../words/language.tsx";
import css from "./SignIn.module.css";
import { learn } from "../words/dictionary.ts";
import { signInWords } from "../words/signIn.ts";

learn(signInWords);

type Credentials = { readonly login: string; readonly password: string };

/** The way in: a demo account with one press, or login and password. */
export function SignIn() {
  const { t, language, speak } = useWords();
  const { data: welcome } = useQuery(welcomeQuery);
  const signIn = useSignIn();
  const accounts = welcome?.isDemo === true ? welcome.accounts : [];

  return (
    <main className={css["page"]}>
      <div className={css["card"]} data-wide={accounts.length > 0}>
        <header className={css["head"]}>
          <Mark size={44} />
          <div>
            <h1>Ablauf</h1>
            <p>{t("signIn.claim")}</p>
          </div>
        </header>
        {signIn.error !== null && <SignInProblem error={signIn.error} />}
        {accounts.length > 0 && (
          <DemoAccounts accounts={accounts} signIn={signIn.mutate} isPending={signIn.isPending} />
        )}
        <PasswordForm signIn={signIn.mutate} isPending={signIn.isPending} isSecond={accounts.length > 0} />
        <footer className={css["foot"]}>
          <Button kind="plain" pressed={language === "de"} onPress={() => speak("de")}>
            Deutsch
          </Button>
          <Button kind="plain" pressed={language === "en"} onPress={() => speak("en")}>
            English
          </Button>
        </footer>
      </div>
    </main>
  );
}

function useSignIn() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const { next } = useSearch({ from: "/sign-in" });
  return useMutation({
    mutationFn: (credentials: Credentials) => request<Session>("POST", "/api/session", { body: credentials }),
    onSuccess: (session) => {
      client.setQueryData(sessionQuery.queryKey, session);
      tellWho(session.user.login);
      if (next === undefined) void navigate({ to: "/tasks", search: {}, replace: true });
      else router.history.replace(next);
    },
  });
}

function DemoAccounts(props: {
  accounts: Welcome["accounts"];
  signIn: (account: Credentials) => void;
  isPending: boolean;
}) {
  const { t, pick } = useWords();
  return (
    <section className={css["demo"]} aria-labelledby="demo-title">
      <h2 id="demo-title">{t("signIn.demoTitle")}</h2>
      <p className={css["hint"]}>{t("signIn.demoText")}</p>
      <ul className={css["accounts"]}>
        {props.accounts.map((account) => (
          <li key={account.login}>
            <AriaButton
              className={css["account"] ?? ""}
              isDisabled={props.isPending}
              onPress={() => props.signIn({ login: account.login, password: account.password })}
            >
              <span className={css["initials"]} aria-hidden="true">
                {initialsOf(account.name)}
              </span>
              <span className={css["who"]}>
                <strong>{pick(account.role)}</strong>
                <span>{account.name}</span>
              </span>
              <ArrowRight size={16} aria-hidden="true" />
            </AriaButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

function PasswordForm(props: { signIn: (credentials: Credentials) => void; isPending: boolean; isSecond: boolean }) {
  const { t } = useWords();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [isAsked, setAsked] = useState(false);
  const submit = () => {
    setAsked(true);
    if (login.trim() !== "" && password !== "") props.signIn({ login: login.trim(), password });
  };
  return (
    <Form
      className={css["form"] ?? ""}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2>{props.isSecond ? t("signIn.ownTitle") : t("signIn.title")}</h2>
      <TextInput
        label={t("signIn.login")}
        value={login}
        onChange={setLogin}
        name="login"
        autoComplete="username"
        error={isAsked && login.trim() === "" ? t("signIn.loginMissing") : undefined}
      />
      <TextInput
        label={t("signIn.password")}
        value={password}
        onChange={setPassword}
        name="password"
        type="password"
        autoComplete="current-password"
        error={isAsked && password === "" ? t("signIn.passwordMissing") : undefined}
      />
      <Button kind={props.isSecond ? "quiet" : "primary"} type="submit" isPending={props.isPending}>
        {t("signIn.submit")}
      </Button>
    </Form>
  );
}

function SignInProblem({ error }: { error: Error }) {
  const { t } = useWords();
  const status = error instanceof ProblemError ? error.problem.status : -1;
  const text = status === 0 ? t("failure.offlineText") : status === 401 ? t("signIn.wrong") : error.message;
  return (
    <p className={css["problem"]} role="alert">
      <TriangleAlert size={18} aria-hidden="true" />
      {text}
    </p>
  );
}
