import { useQuery } from "@tanstack/react-query";
import { peopleQuery } from "../api/queries.ts";

/** Somebody by their name, with the login as title; who is nobody of the house (`system`, a token) stays as it is called. */
export function PersonName({ login }: { readonly login: string }) {
  const { data } = useQuery(peopleQuery);
  const name = data?.items.find((person) => person.login === login)?.name;
  return name === undefined ? login : <span title={login}>{name}</span>;
}
