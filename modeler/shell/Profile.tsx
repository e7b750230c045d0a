import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CalendarDays, Check, Languages, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { Header } from "react-aria-components/Header";
import { Menu, MenuItem, MenuSection, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { initialsOf } from "../kit/initials.ts";
import { sessionQuery } from "../api/queries.ts";
import { request } from "../api/request.ts";
import fields from "../kit/fields.module.css";
import { useWords } from "../words/language.tsx";
import { tellWho } from "../live/who.ts";
import { roleNames } from "../words/roles.ts";
import { useSpeak } from "./speak.ts";
import { useTheme, type Theme } from "./theme.tsx";
import css from "./Shell.module.css";
import { whenReached } from "../live/reach.ts";

const CalendarFeeds = lazy(async () => ({
  default: (await whenReached(() => import("./CalendarFeeds.tsx"))).CalendarFeeds,
}));

const themes = [
  { id: "light", icon: Sun },
  { id: "dark", icon: Moon },
  { id: "system", icon: Monitor },
] as const satisfies readonly { id: Theme; icon: typeof Sun }[];

/** Who is signed in, and what is a matter of taste: language and theme. */
export function Profile() {
  const { t, language } = useWords();
  const { data: session } = useQuery(sessionQuery);
  const { theme, choose } = useTheme();
  const speak = useSpeak();
  const [isSubscribing, setSubscribing] = useState(false);
  const name = session?.user.name ?? "";

  return (
    <>
      <MenuTrigger>
        <Button className={css["avatar"] ?? ""}>
          <span aria-hidden="true">{initialsOf(name)}</span>
          <span className="unseen">{t("profile.open", { name })}</span>
        </Button>
        <Popover className={fields["popover"] ?? ""} placement="bottom end" style={{ minWidth: 240 }}>
          <div className={css["me"]}>
            <strong>{name}</strong>
            <span>{roleNames(session?.user.roles ?? [], language)}</span>
            <span>{session?.tenant.name}</span>
          </div>
          <Menu className={fields["list"] ?? ""} aria-label={t("profile.menu")}>
            <MenuSection>
              <Header className={css["group"] ?? ""}>{t("profile.language")}</Header>
              <Item
                text="Deutsch"
                icon={<Languages size={16} />}
                isOn={language === "de"}
                onAction={() => speak("de")}
              />
              <Item
                text="English"
                icon={<Languages size={16} />}
                isOn={language === "en"}
                onAction={() => speak("en")}
              />
            </MenuSection>
            <MenuSection>
              <Header className={css["group"] ?? ""}>{t("profile.theme")}</Header>
              {themes.map(({ id, icon: Icon }) => (
                <Item
                  key={id}
                  text={t(`theme.${id}`)}
                  icon={<Icon size={16} />}
                  isOn={theme === id}
                  onAction={() => choose(id)}
                />
              ))}
            </MenuSection>
            <Acts onSubscribe={() => setSubscribing(true)} />
          </Menu>
        </Popover>
      </MenuTrigger>
      <Suspense>{isSubscribing && <CalendarFeeds onClose={() => setSubscribing(false)} />}</Suspense>
    </>
  );
}

function Acts({ onSubscribe }: { onSubscribe: () => void }) {
  const { t } = useWords();
  const { data: session } = useQuery(sessionQuery);
  const signOut = useSignOut();
  return (
    <MenuSection>
      {session?.permissions.includes("tasks.read") === true && (
        <Item text={t("feed.title")} icon={<CalendarDays size={16} />} isOn={false} onAction={onSubscribe} />
      )}
      <Item text={t("profile.signOut")} icon={<LogOut size={16} />} isOn={false} onAction={() => signOut.mutate()} />
    </MenuSection>
  );
}

function Item({ text, icon, isOn, onAction }: { text: string; icon: ReactNode; isOn: boolean; onAction: () => void }) {
  const { t } = useWords();
  return (
    <MenuItem
      className={fields["option"] ?? ""}
      textValue={text}
      onAction={onAction}
      aria-label={isOn ? t("common.chosen", { what: text }) : text}
    >
      {icon}
      <span style={{ flex: 1 }}>{text}</span>
      {isOn && <Check size={16} aria-hidden="true" />}
    </MenuItem>
  );
}

function useSignOut() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => request("DELETE", "/api/session"),
    onSettled: async () => {
      await navigate({ to: "/sign-in", search: {} });
      client.clear();
      tellWho(null);
    },
  });
}
