import { queryOptions } from "@tanstack/react-query";
import type { Category, NumberRange, SellerSaid, Skill } from "../../../server/http/wireHouse.ts";
import { request } from "../../api/request.ts";

export type { Category, NumberRange, SellerSaid, Skill } from "../../../server/http/wireHouse.ts";

export const sellerQuery = queryOptions({
  queryKey: ["admin", "seller"],
  queryFn: ({ signal }) => request<SellerSaid>("GET", "/api/seller", { signal }),
});

export const categoriesQuery = queryOptions({
  queryKey: ["admin", "categories"],
  queryFn: ({ signal }) => request<{ items: Category[] }>("GET", "/api/categories", { signal }),
});

export const skillsQuery = queryOptions({
  queryKey: ["admin", "skills"],
  queryFn: ({ signal }) => request<{ items: Skill[] }>("GET", "/api/skills?all=true", { signal }),
});

export const rangesQuery = queryOptions({
  queryKey: ["admin", "ranges"],
  queryFn: ({ signal }) => request<{ items: NumberRange[] }>("GET", "/api/number-ranges", { signal }),
});
