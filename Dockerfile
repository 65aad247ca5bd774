# Not Alpine: the Postgres binaries that the app installs need glibc.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
COPY package.json ./
COPY --from=dependencies /app/node_modules ./node_modules
COPY scripts/built-app.mjs scripts/doctor.mjs scripts/explain-error.mjs ./scripts/
COPY --from=build /app/dist ./dist
# Without DATABASE_URL the app's own Postgres keeps its data in this volume, which its user must own.
RUN install -d -o node -g node -m 0700 /data
VOLUME /data
USER node
EXPOSE 8080
# /healthz says only that the process answers. A database that is away, which /readyz reports, is no
# reason to restart the app.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=64", "dist/proxy/server.js"]
