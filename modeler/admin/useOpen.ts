import { useNavigate, useSearch } from "@tanstack/react-router";

/** Which one of a list is open, in the address; and how another one is opened. */
export function useOpen(): readonly [string | undefined, (id: string | undefined) => void] {
  const { open } = useSearch({ from: "/shell/admin" });
  const navigate = useNavigate({ from: "/admin" });
  return [
    open,
    (id) =>
      void navigate({
        search: (before) => (id === undefined ? { tab: before.tab } : { ...before, open: id }),
        replace: true,
      }),
  ];
}
