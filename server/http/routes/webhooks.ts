import { webhookEvents } from "../../connectors/webhooks/events.ts";
import {
  changeWebhook,
  createWebhook,
  redeliverTo,
  removeWebhook,
  testWebhook,
} from "../../connectors/webhooks/manage.ts";
import { listDeliveries, listWebhooks } from "../../connectors/webhooks/rows.ts";
import { transact } from "../../db/transact.ts";
import { idOf, limitOf } from "../page.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Route } from "../route.ts";
import * as wire from "../wireWebhooks.ts";

const permission = "administration";

/** Who is told what has happened. Secrets are told once and kept sealed. */
export const webhookRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/api/webhooks",
    summary: "All webhooks, and the events they can hear of",
    permission,
    answer: wire.webhookList,
    run: ({ site, person }) =>
      transact(site.house.database, person, async (tx) => ({
        items: await listWebhooks(tx),
        events: Object.entries(webhookEvents).map(([key, label]) => ({ key, label })),
      })),
  }),
  jsonRoute({
    method: "post",
    path: "/api/webhooks",
    summary: "Add a webhook; its secret is told in this answer only",
    permission,
    body: wire.newWebhook,
    answer: wire.madeWebhook,
    run: ({ site, cause, body }) => createWebhook(site.world, cause, body),
  }),
  jsonRoute({
    method: "patch",
    path: "/api/webhooks/:id",
    summary: "Change a webhook, or switch it on or off",
    permission,
    body: wire.webhookChange,
    run: async ({ site, cause, params, body }) => {
      const wish = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
      await changeWebhook(site.world, cause, idOf(params["id"], "webhook"), wish);
      return nothing;
    },
  }),
  plainRoute({
    method: "delete",
    path: "/api/webhooks/:id",
    summary: "Remove a webhook with its deliveries",
    permission,
    run: async ({ site, cause, params }) => {
      await removeWebhook(site.world, cause, idOf(params["id"], "webhook"));
      return nothing;
    },
  }),
  plainRoute({
    method: "post",
    path: "/api/webhooks/:id/test",
    summary: "Send an event that stands for nothing",
    permission,
    answer: wire.deliveryId,
    run: async ({ site, cause, params }) => ({
      id: await testWebhook(site.world, cause, idOf(params["id"], "webhook")),
    }),
  }),
  plainRoute({
    method: "get",
    path: "/api/webhooks/:id/deliveries",
    summary: "The latest deliveries of a webhook with what was answered, the newest first",
    permission,
    query: { limit: "1 to 200" },
    answer: wire.deliveryList,
    run: ({ site, person, params, query }) =>
      transact(site.house.database, person, async (tx) => ({
        items: await listDeliveries(tx, idOf(params["id"], "webhook"), limitOf(query["limit"])),
      })),
  }),
  plainRoute({
    method: "post",
    path: "/api/webhooks/:id/deliveries/:deliveryId/redeliver",
    summary: "Deliver again what has ended",
    permission,
    run: async ({ site, cause, params }) => {
      const id = idOf(params["deliveryId"], "delivery");
      await redeliverTo(site.world, cause, idOf(params["id"], "webhook"), id);
      return nothing;
    },
  }),
];
