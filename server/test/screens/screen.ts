import type { Page } from "playwright-core";

/** A screen: where it is, and what is done before the picture is taken. Words are matched in both languages. */
export interface Screen {
  readonly name: string;
  readonly path: string;
  /** Done before the page is opened, such as making an answer fail. */
  readonly before?: (page: Page) => Promise<unknown>;
  readonly prepare?: (page: Page) => Promise<unknown>;
  readonly width?: number;
}

type Step = (page: Page) => Promise<unknown>;

/** Presses a button by its name. */
export const press =
  (name: string | RegExp): Step =>
  (page) =>
    page.getByRole("button", { name }).first().click();

/** Presses a key or several at once. */
export const key =
  (keys: string): Step =>
  (page) =>
    page.keyboard.press(keys);

/** Opens a tab. */
export const tab =
  (name: RegExp): Step =>
  (page) =>
    page.getByRole("tab", { name }).click();

/** One step after the other; each waits for what it needs. */
export const steps =
  (...all: readonly Step[]): Step =>
  async (page) => {
    for (const step of all) await step(page);
  };

/** Opens what stands first in a list or table. */
export const firstRow: Step = (page) => page.locator("tbody button, tbody a, [role=row]").first().click();

/** Opens an entry of a menu. */
export const choose =
  (name: RegExp): Step =>
  (page) =>
    page.getByRole("menuitem", { name }).first().click();

/** Lets the API fail where its path matches, as it does when the server has a defect. */
export const failing =
  (path: RegExp): Step =>
  (page) =>
    page.route(path, (route) =>
      route.request().resourceType() === "document"
        ? route.continue()
        : route.fulfill({
            status: 500,
            contentType: "application/problem+json",
            json: {
              type: "about:blank",
              title: "Defect",
              status: 500,
              code: "defect",
              detail: "",
              requestId: "9f3c2b1a",
            },
          }),
    );

/** A draft of a published part, opened where it is edited. */
export const edited =
  (kind: string, part: string, open?: (id: string) => string): Step =>
  async (page) => {
    const answer = await page.request.post("/api/drafts", {
      data: { title: part, from: { kind, key: part } },
      headers: { "x-requested-with": "ablauf" },
    });
    const { id } = (await answer.json()) as { id: string }; // wireDrafts.ts
    await page.goto(open?.(id) ?? `/drafts/${id}/parts/${kind}/${part}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
  };

/** The draft of a process in the modeler, an element or a tab of the drawer opened by the query. */
export const modelled = (process: string, query = ""): Step =>
  edited("process", process, (id) => `/drafts/${id}${query}`);
