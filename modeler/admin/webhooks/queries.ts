import { queryOptions } from "@tanstack/react-query";
import type { WebhookDelivery, WebhookList } from "../../../server/http/wireWebhooks.ts";
import { request } from "../../api/request.ts";

export type { Webhook, WebhookDelivery, WebhookList } from "../../../server/http/wireWebhooks.ts";

export const webhooksQuery = queryOptions({
  queryKey: ["admin", "webhooks"],
  queryFn: ({ signal }) => request<WebhookList>("GET", "/api/webhooks", { signal }),
});

/** How often deliveries that are under way are looked at, in milliseconds. */
const watching = 1_500;

/** The latest deliveries of a webhook; while one is under way they are asked for again. */
export function deliveriesQuery(id: string) {
  return queryOptions({
    queryKey: ["admin", "deliveries", id],
    queryFn: ({ signal }) =>
      request<{ items: WebhookDelivery[] }>("GET", `/api/webhooks/${id}/deliveries?limit=50`, { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some((each) => each.state === "waiting") ? watching : false),
  });
}
