# lastdance in a container: `docker build --tag lastdance:0.1.0 .`, then docs/deployment.md.
# To pin the base by its digest: --build-arg PYTHON=3.13.7-slim-trixie@sha256:...
ARG PYTHON=3.13.7-slim-trixie

FROM python:${PYTHON} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /source
COPY requirements.lock requirements-dev.lock ./
# What builds the wheel, and what it runs on: the locked versions, by their hashes.
RUN python -m venv /opt/build \
 && awk '/^[a-z]/ { wanted = /^(build|hatchling|packaging|pathspec|pluggy|pyproject-hooks|tomlkit|trove-classifiers)==/ } wanted' \
      requirements-dev.lock > build.lock \
 && /opt/build/bin/pip install --no-deps --require-hashes --requirement build.lock \
 && python -m venv /opt/lastdance \
 && /opt/lastdance/bin/pip install --no-deps --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY monitor monitor
COPY connectors connectors
COPY storage storage
COPY dashboards dashboards
RUN /opt/build/bin/python -m build --no-isolation --wheel \
 && /opt/lastdance/bin/pip install --no-deps dist/lastdance-*.whl \
 && /opt/lastdance/bin/lastdance --version

FROM python:${PYTHON}
LABEL org.opencontainers.image.title="lastdance" \
      org.opencontainers.image.description="Self-hosted social-media reaction monitor for football transfers" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --system --gid 10001 lastdance \
 && useradd --system --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin lastdance \
 && install --directory --mode 0700 --owner 10001 --group 10001 /var/lib/lastdance
COPY --from=build /opt/lastdance /opt/lastdance
ENV LASTDANCE_LOG__FORMAT=json PYTHONDONTWRITEBYTECODE=1
WORKDIR /var/lib/lastdance
VOLUME /var/lib/lastdance
EXPOSE 8642
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=15m --start-interval=2s --retries=4 \
  CMD ["/opt/lastdance/bin/python", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:8642/readyz', timeout=8)"]
ENTRYPOINT ["/opt/lastdance/bin/lastdance"]
CMD ["run"]
