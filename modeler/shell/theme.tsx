import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";

export type Theme = "light" | "dark" | "system";
type Chosen = { readonly theme: Theme; readonly choose: (theme: Theme) => void };

const ThemeContext = createContext<Chosen>({ theme: "system", choose: () => undefined });
const remembered = "ablauf.theme";

/** Light, dark, or whatever the system says; the tokens do the rest (`light-dark()` in tokens.css). */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const [theme, setTheme] = useState(firstTheme);
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
    localStorage.setItem(remembered, theme);
  }, [theme]);
  const value = useMemo(() => ({ theme, choose: setTheme }), [theme]);
  return <ThemeContext value={value}>{children}</ThemeContext>;
}

/** The chosen theme. */
export function useTheme(): Chosen {
  return useContext(ThemeContext);
}

function firstTheme(): Theme {
  const wish = localStorage.getItem(remembered);
  return wish === "light" || wish === "dark" ? wish : "system";
}
