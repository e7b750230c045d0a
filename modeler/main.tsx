import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { sessionQuery } from "./api/queries.ts";
import { ProblemError } from "./api/request.ts";
import { KeyboardProvider } from "./keys/KeyboardProvider.tsx";
import { ToastProvider } from "./kit/toasts.tsx";
import { onWho } from "./live/who.ts";
import { routerFor } from "./router.tsx";
import { ThemeProvider } from "./shell/theme.tsx";
import { LanguageProvider } from "./words/language.tsx";

const client = new QueryClient({
  // Whether there is a network is not whether there is a server: it may run on this machine. And what was pressed while
  // there was none must not happen later by itself.
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal stays a refusal; only silence is worth asking again.
      retry: (failures, error) => failures < 2 && error instanceof ProblemError && error.problem.status === 0,
      refetchOnWindowFocus: false,
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});
const router = routerFor(client);

const toSignIn = () => {
  if (router.state.location.pathname === "/sign-in") return;
  client.removeQueries();
  void router.navigate({ to: "/sign-in", search: { next: router.state.location.href } });
};
client.getQueryCache().subscribe(({ query }) => {
  const { error } = query.state;
  const isSignedOut = error instanceof ProblemError && error.problem.status === 401;
  if (isSignedOut && query.queryKey[0] !== "session") toSignIn();
});
onWho((login) => {
  if (client.getQueryData(sessionQuery.queryKey)?.user.login !== login) toSignIn();
});

const place = document.querySelector("#app");
if (place === null) throw new Error("Expected an element #app in index.html, but there is none");
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <ThemeProvider>
        <LanguageProvider>
          <ToastProvider>
            <KeyboardProvider>
              <RouterProvider router={router} />
            </KeyboardProvider>
          </ToastProvider>
        </LanguageProvider>
      </ThemeProvider>
    </QueryClientProvider>
  </StrictMode>,
);
