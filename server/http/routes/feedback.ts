import { Refusal } from "../../base/refusal.ts";
import { surveyAnswer } from "../../desk/people/csat.ts";
import type { Survey } from "../../desk/people/csat.ts";
import { giveAnswer, openSurvey } from "../../runtime/commands/answerSurvey.ts";
import { plainRoute, rawRoute, Reply } from "../route.ts";
import type { Call, Route } from "../route.ts";

/** The page behind the link of a satisfaction survey. Whoever knows its token may answer, once; it needs no script. */
export const feedbackRoutes: readonly Route[] = [
  plainRoute({
    method: "get",
    path: "/feedback/:token",
    summary: "The page on which a customer answers a satisfaction survey",
    permission: undefined,
    answerType: "text/html",
    run: ({ site, params, language }) =>
      shown(language, async () => {
        const survey = await openSurvey(site.house, params["token"] ?? "");
        return survey.isAnswered ? thanks(survey) : question(survey);
      }),
  }),
  rawRoute({
    method: "post",
    path: "/feedback/:token",
    summary: "Answer a satisfaction survey: score 1 to 5, comment, contactMe",
    permission: undefined,
    types: ["application/x-www-form-urlencoded"],
    limit: 32 * 1024,
    answerType: "text/html",
    run: answer,
  }),
];

function answer({ site, params, language, body }: Call<Buffer>): Promise<Reply> {
  const given = new URLSearchParams(body.toString("utf8"));
  const read = surveyAnswer.safeParse({
    score: given.get("score") ?? "",
    comment: (given.get("comment") ?? "").replaceAll("\0", ""),
    contactMe: given.has("contactMe"),
  });
  return shown(language, async () => {
    const token = params["token"] ?? "";
    if (read.success) return thanks(await giveAnswer(site.house, token, read.data));
    return { ...question(await openSurvey(site.house, token), true), status: 422 };
  });
}

interface Page {
  readonly status: number;
  readonly language: "de" | "en";
  readonly title: string;
  readonly body: string;
}

/** What is refused is said to people as a page. */
async function shown(language: "de" | "en", make: () => Promise<Page>): Promise<Reply> {
  try {
    return reply(await make());
  } catch (error) {
    if (!(error instanceof Refusal) || !["survey.missing", "survey.answered"].includes(error.code)) throw error;
    const isOver = error.code === "survey.answered";
    const { title, text } = isOver ? words[language].answered : words[language].missing;
    return reply({ status: isOver ? 409 : 404, language, title, body: `<p>${text}</p>` });
  }
}

const words = {
  de: {
    ask: "Wie zufrieden waren Sie?",
    about: "Ihr Anliegen",
    least: "gar nicht",
    most: "sehr",
    comment: "Möchten Sie etwas dazu sagen?",
    call: "Bitte rufen Sie mich an",
    send: "Absenden",
    choose: "Bitte wählen Sie eine Bewertung von 1 bis 5.",
    thanks: { title: "Danke!", text: "Ihre Antwort ist angekommen." },
    answered: { title: "Danke!", text: "Sie haben bereits geantwortet." },
    missing: { title: "Nicht gefunden", text: "Diese Umfrage gibt es nicht, oder sie ist abgelaufen." },
  },
  en: {
    ask: "How satisfied were you?",
    about: "Your request",
    least: "not at all",
    most: "very",
    comment: "Would you like to add something?",
    call: "Please call me",
    send: "Send",
    choose: "Please choose a score from 1 to 5.",
    thanks: { title: "Thank you!", text: "Your answer has arrived." },
    answered: { title: "Thank you!", text: "You have answered already." },
    missing: { title: "Not found", text: "There is no such survey, or it has expired." },
  },
} as const;

function question({ language, title, seller }: Survey, isIncomplete = false): Page {
  const say = words[language];
  const scores = [1, 2, 3, 4, 5].map(
    (score) => `<label><input type="radio" name="score" value="${score}" required> ${score}</label>`,
  );
  const body = `${isIncomplete ? `<p role="alert">${say.choose}</p>` : ""}
<p>${say.about}: <strong>${escape(title)}</strong>${seller === null ? "" : ` – ${escape(seller)}`}</p>
<form method="post"><fieldset><legend>${say.ask}</legend>
<p class="scale"><span>${say.least}</span>${scores.join("")}<span>${say.most}</span></p></fieldset>
<p><label for="comment">${say.comment}</label><textarea id="comment" name="comment" rows="4" maxlength="4000"></textarea></p>
<p><label><input type="checkbox" name="contactMe"> ${say.call}</label></p>
<p><button>${say.send}</button></p></form>`;
  return { status: 200, language, title: say.ask, body };
}

function thanks({ language }: Survey): Page {
  const { title, text } = words[language].thanks;
  return { status: 200, language, title, body: `<p>${text}</p>` };
}

const style = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:36rem;margin:3rem auto;padding:0 1rem}
fieldset{border:0;padding:0}.scale{display:flex;gap:1rem;flex-wrap:wrap;align-items:center}label{display:inline-block;padding:.4rem 0}
textarea{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.5rem}button{font:inherit;padding:.6rem 1.4rem}
input{width:1.2rem;height:1.2rem;vertical-align:middle}[role=alert]{font-weight:600}`;

function reply({ status, language, title, body }: Page): Reply {
  const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>${title}</title><style>${style}</style></head><body><main><h1>${title}</h1>
${body}</main></body></html>`;
  return new Reply(status, html, "text/html; charset=utf-8", { "referrer-policy": "no-referrer" });
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
}
