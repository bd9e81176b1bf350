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

# Another package index (a mirror, CPU builds of PyTorch); unset, pip's own.
ARG PIP_INDEX_URL
ARG PIP_EXTRA_INDEX_URL

# The environment first: it changes less often than the code. pip's cache would double the image.
COPY --chown=disclosure requirements.lock ./
COPY --chown=disclosure tools/setup_env.py tools/
RUN PIP_NO_CACHE_DIR=1 python tools/setup_env.py

COPY --chown=disclosure . .

# ONNX Runtime, which reads page images, would report its use to its maker.
ENV DISCLOSURE_QA_DATA=/data HOST=0.0.0.0 PORT=7860 LOG_FORMAT=json ORT_DISABLE_TELEMETRY=1
VOLUME /data
EXPOSE 7860
# The first start indexes the samples before it serves.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10m \
  CMD [".venv/bin/python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7860/healthz', timeout=4)"]
CMD ["make", "run"]
