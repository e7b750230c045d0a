import { Refusal } from "../../base/refusal.ts";
import type { PartKey, PartKind } from "../../definitions/parts.ts";
import type { Person } from "../../identity/person.ts";
import { checkDraft } from "../../runtime/commands/drafts/check.ts";
import { approveDraft, discardDraft, rejectDraft } from "../../runtime/commands/drafts/decide.ts";
import { publishDraft } from "../../runtime/commands/drafts/publish.ts";
import { retireVersion } from "../../runtime/commands/drafts/retire.ts";
import { idOf } from "../page.ts";
import { jsonRoute, nothing, plainRoute } from "../route.ts";
import type { Call, Route } from "../route.ts";
import * as wire from "../wireDrafts.ts";
import { addresses, versionOf } from "./versions.ts";

/** The way of a draft to its release: checked, approved by somebody else, published; and a version's way out. */
export const publishingRoutes: readonly Route[] = [
  plainRoute({
    method: "post",
    path: "/api/drafts/:id/check",
    summary:
      "Check exactly what a draft holds: lint, shapes, rule tests, scenarios; without errors it counts as checked",
    permission: "definitions.edit",
    answer: wire.checkReport,
    run: ({ site, cause, params }: Call<undefined>) => checkDraft(site.house, cause, idOf(params["id"], "draft")),
  }),
  jsonRoute({
    method: "post",
    path: "/api/drafts/:id/approve",
    summary: "Approve exactly what a draft holds; nobody who has worked on it may",
    permission: "definitions.approve",
    body: wire.draftReason,
    run: async ({ site, cause, person, params, body }) => {
      refuseToken(person);
      await approveDraft(site.house, cause, idOf(params["id"], "draft"), body.reason);
      return nothing;
    },
  }),
  jsonRoute({
    method: "post",
    path: "/api/drafts/:id/reject",
    summary: "Send a draft back to its editors, with a reason",
    permission: "definitions.approve",
    body: wire.draftReason,
    run: async ({ site, cause, params, body }) => {
      await rejectDraft(site.house, cause, idOf(params["id"], "draft"), body.reason);
      return nothing;
    },
  }),
  jsonRoute({
    method: "post",
    path: "/api/drafts/:id/publish",
    summary: "Publish what was checked and approved as one release that pins what it was tested with",
    permission: "definitions.publish",
    body: wire.draftReason,
    answer: wire.published,
    run: publish,
  }),
  jsonRoute({
    method: "post",
    path: "/api/drafts/:id/discard",
    summary: "Close a draft that will not be published",
    permission: "definitions.edit",
    body: wire.optionalReason,
    run: async ({ site, cause, params, body }) => {
      await discardDraft(site.house, cause, idOf(params["id"], "draft"), body.reason);
      return nothing;
    },
  }),
  ...addresses.map(({ kind, path, noun }) =>
    jsonRoute({
      method: "post",
      path: `${path}/:key/versions/:version/retire`,
      summary: `Retire a version of a ${noun}: nothing new begins with it, what runs goes on`,
      permission: "definitions.publish",
      body: wire.retireVersion,
      run: (call) => retire(kind, call),
    }),
  ),
];

/** Four eyes are those of people. */
function refuseToken({ kind, login }: Person): void {
  if (kind === "user") return;
  throw new Refusal("forbidden", "draft.person", `Expected approval by a person, but ${login} is an API token`);
}

async function publish({ site, cause, params, body }: Call<{ readonly reason: string }>): Promise<wire.Published> {
  const { id, versions } = await publishDraft(site.house, cause, idOf(params["id"], "draft"), body.reason);
  const made = versions.filter(({ isNew }) => isNew);
  return { releaseId: id, versions: made.map(({ kind, key, version, sha256 }) => ({ kind, key, version, sha256 })) };
}

async function retire(
  kind: PartKind,
  { site, cause, params, body }: Call<{ readonly reason: string }>,
): Promise<unknown> {
  const part: PartKey = { kind, key: params["key"] ?? "" };
  await retireVersion(site.house, cause, { ...part, version: versionOf(params["version"]) }, body.reason);
  return nothing;
}
