import type { Route } from "../route.ts";
import { catalogueRoutes } from "./catalogue.ts";
import { leadRoutes } from "./leads.ts";
import { priceListRoutes } from "./priceLists.ts";
import { portalAccessRoutes } from "./portalAccess.ts";
import { portalDeskRoutes } from "./portalDesk.ts";
import { portalQuoteRoutes } from "./portalQuotes.ts";
import { salesRoutes } from "./sales.ts";

/** From a website's form to the order: what people outside and inside ask for. */
export function sellingRoutes(): readonly Route[] {
  return [
    ...salesRoutes,
    ...catalogueRoutes,
    ...priceListRoutes,
    ...leadRoutes(),
    ...portalQuoteRoutes,
    ...portalAccessRoutes(),
    ...portalDeskRoutes(),
  ];
}
