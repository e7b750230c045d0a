import { useQueryClient } from "@tanstack/react-query";
import { sessionQuery } from "../api/queries.ts";
import { request } from "../api/request.ts";
import type { Language, Session } from "../api/types.ts";
import { useWords } from "../words/language.tsx";

/** Switches the language: at once on the page, then in the person's settings, then in what the server has told us. */
export function useSpeak(): (language: Language) => void {
  const { speak } = useWords();
  const client = useQueryClient();
  return (language) => {
    speak(language);
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
    void request<Session>("PATCH", "/api/session", { body: { language } })
      .then((session) => client.setQueryData(sessionQuery.queryKey, session))
      .catch(() => undefined); // the page already speaks it; the setting is tried again at the next switch
  };
}
