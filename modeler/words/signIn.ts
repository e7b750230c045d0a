import type { Entry } from "./translate.ts";

/** The way in. */
export const signInWords = {
  "signIn.claim": { de: "Abläufe, die sich erklären.", en: "Processes that explain themselves." },
  "signIn.title": { de: "Anmelden", en: "Sign in" },
  "signIn.ownTitle": { de: "Mit eigenem Konto", en: "With your own account" },
  "signIn.demoTitle": { de: "Demo ansehen als …", en: "See the demo as …" },
  "signIn.demoText": {
    de: "Ein Klick meldet Sie an. Die Daten sind erfunden.",
    en: "One click signs you in. All data is made up.",
  },
  "signIn.login": { de: "Benutzername", en: "User name" },
  "signIn.loginMissing": { de: "Bitte geben Sie Ihren Benutzernamen ein.", en: "Please enter your user name." },
  "signIn.password": { de: "Passwort", en: "Password" },
  "signIn.passwordMissing": { de: "Bitte geben Sie Ihr Passwort ein.", en: "Please enter your password." },
  "signIn.submit": { de: "Anmelden", en: "Sign in" },
  "signIn.wrong": { de: "Benutzername oder Passwort stimmt nicht.", en: "User name or password is not right." },
} as const satisfies Record<string, Entry>;
