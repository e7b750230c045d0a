import { useQuery } from "@tanstack/react-query";
import { peopleQuery } from "../api/queries.ts";

/** The names of people by login; empty until it is known, or when the person may not see it. */
export function usePeople(): ReadonlyMap<string, string> {
  const { data } = useQuery(peopleQuery);
  return new Map(data?.items.map((person) => [person.login, person.name]));
}
