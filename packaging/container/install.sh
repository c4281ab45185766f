#!/bin/sh
# Makes a bare Debian a container of covidxr: unpacks the archive that is named, and brings the certificates and OpenSSL that
# `covidxr pull` asks servers with.
set -eu
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -y -q --no-install-recommends ca-certificates
rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin
tar -xzf "$1" -C /usr/local --strip-components=1 --no-same-owner
