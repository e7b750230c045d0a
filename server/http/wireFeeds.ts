import { z } from "zod";

/** Feeds of planned work over the wire. */

const scope = z.enum(["own", "house"]).describe("One's own planned work, or everybody's (needs tasks.assign)");
export const newFeed = z.strictObject({ scope });
export const createdFeed = z.object({ path: z.string().describe("Where the calendar is; told once, here") });
export const feed = z.object({
  id: z.string(),
  scope,
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export const feedList = z.object({ items: z.array(feed) });

export type Feed = z.infer<typeof feed>;
export type FeedScope = Feed["scope"];
