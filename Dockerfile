# One image with every service; compose.yaml names the one to run.
FROM rust:1.95-bookworm AS build
WORKDIR /foundry
COPY . .
# What the health page says of each instance, say the commit: `docker build --build-arg FOUNDRY_BUILD=…`.
ARG FOUNDRY_BUILD
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/foundry/target \
    cargo build --release --locked --workspace --bins && \
    mkdir /programs && \
    for program in gateway organization task sandbox user github-data audit-log foundry-sandbox foundry-streams github-standin; do \
        cp "target/release/$program" /programs/; \
    done

FROM debian:bookworm-slim
# GitHub is reached over HTTPS; its stand-in serves repositories with the usual git.
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates git && rm -rf /var/lib/apt/lists/*
COPY --from=build /programs/ /usr/local/bin/
COPY tests/github/demo-app-key.pem tests/github/demo-app-key.pub.pem /usr/share/foundry/
USER nobody
