# One small image: the server with the app inside, on nothing but certificates and time zones, as an ordinary user.
#
#   docker build -t anjian --build-arg VERSION=$(git rev-parse --short HEAD) .
#   docker run -p 8080:8080 -v anjian:/data anjian
#
# Settings come from ANJIAN_… (configs/server.yaml names them all); configs/compose.yaml shows it with MariaDB and S3.

FROM node:20.20.2-bookworm-slim AS app
WORKDIR /src/pwa
COPY pwa/package.json pwa/package-lock.json ./
# Not npm ci: it refuses a lock file that lacks other platforms' optional packages. This keeps to the lock as well.
RUN npm install --no-save --no-audit --no-fund
COPY pwa/ ./
RUN npm run build

FROM golang:1.26.8-bookworm AS server
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY api/ api/
COPY internal/ internal/
COPY configs/ configs/
COPY pwa/*.go pwa/
COPY --from=app /src/pwa/dist/ pwa/dist/
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -buildvcs=false -trimpath -ldflags="-s -w -X main.version=$VERSION" -o /anjian ./api && mkdir /data

FROM scratch
COPY --from=server /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=server /usr/local/go/lib/time/zoneinfo.zip /zoneinfo.zip
COPY --from=server /anjian /anjian
COPY --from=server --chown=65532:65532 --chmod=700 /data /data
# The server writes temporary files only here, and everything else it keeps.
ENV ZONEINFO=/zoneinfo.zip TMPDIR=/data ANJIAN_DATA_DIR=/data ANJIAN_ADDR=:8080 ANJIAN_LOG_FORMAT=json
USER 65532:65532
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD ["/anjian", "health"]
ENTRYPOINT ["/anjian"]
