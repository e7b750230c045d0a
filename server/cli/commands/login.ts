import type { Call, Command } from "../command/command.ts";
import { accessOf, connect, dropCredentials, keepCredentials, serverOptions } from "../command/connection.ts";
import { exit } from "../command/failure.ts";

/** `ablauf login` */
export const loginCommand: Command = {
  name: "login",
  takes: "",
  does: {
    de: "Server und Token prüfen und für weitere Befehle merken",
    en: "check a server and a token and keep them for other commands",
  },
  details: {
    de: "Das Token steht danach in ~/.config/ablauf/credentials.json, lesbar nur für Sie. Besser als auf der Befehlszeile,\nwo es andere Benutzer des Rechners sehen können, steht es in ABLAUF_TOKEN.",
    en: "The token is kept in ~/.config/ablauf/credentials.json, readable by you alone. It is better given in ABLAUF_TOKEN than on\nthe command line, where others on the machine can see it.",
  },
  options: serverOptions,
  count: [0, 0],
  run: login,
};

/** `ablauf logout` */
export const logoutCommand: Command = {
  name: "logout",
  takes: "",
  does: { de: "Server und Token vergessen", en: "forget server and token" },
  options: {},
  count: [0, 0],
  run: async ({ terminal }) => {
    await dropCredentials(terminal);
    return exit.fine;
  },
};

async function login(call: Call): Promise<number> {
  const { terminal } = call;
  const access = await accessOf(call);
  const { user } = await connect(access, terminal).send<{ user: { name: string } }>("GET", "/api/session");
  const file = await keepCredentials(terminal, access);
  const { name } = user;
  terminal.err(
    terminal.pick({
      de: `Angemeldet bei ${access.server} als ${name}; gemerkt in ${file}.`,
      en: `Signed in to ${access.server} as ${name}; kept in ${file}.`,
    }),
  );
  return exit.fine;
}
