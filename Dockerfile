# The web chat in a container. Nothing is downloaded when it runs; data lives in the volume /data.
FROM python:3.11-slim-bookworm

# libgomp1 is for the OCR runtime and PyTorch.
RUN apt-get update \
 && apt-get install -y --no-install-recommends make libgomp1 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 10001 disclosure \
 && mkdir /data && chown disclosure /data

WORKDIR /app
RUN chown disclosure /app
USER disclosure

# The environment first: it changes less often than the code.
COPY --chown=disclosure pyproject.toml requirements.lock Makefile ./
COPY --chown=disclosure tools ./tools
RUN make env

COPY --chown=disclosure . .

ENV DISCLOSURE_QA_DATA=/data HOST=0.0.0.0 PORT=7860 LOG_FORMAT=json
VOLUME /data
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD [".venv/bin/python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7860/healthz', timeout=4)"]
CMD ["make", "run"]
