#!/usr/bin/env python3
"""Runs a command with real servers of its own, and ends as it does. The command finds them by its environment:
  FAZHI_TEST_BROKERS   host:port of Apache Kafka
  FAZHI_TEST_DATABASE  URL of an empty database of PostgreSQL
  FAZHI_TEST_SERVERS   the folder below which each has its own, kafka/ and postgres/: to stop, kill and restart them by
                       `tests/servers/kafka.py restart --folder …`, at the same address
usage: with_servers.py [kafka] [postgres] -- COMMAND [ARGUMENT]…"""
import os, pathlib, shutil, signal, subprocess, sys, tempfile

from kafka import Kafka
from postgres import Postgres
from server import ROOT, ServerError

SERVERS = {'kafka': (Kafka, 'FAZHI_TEST_BROKERS'), 'postgres': (Postgres, 'FAZHI_TEST_DATABASE')}


def main():
    kinds, dashes, command = sys.argv[1:], '--', []
    if dashes in kinds:
        kinds, command = kinds[:kinds.index(dashes)], kinds[kinds.index(dashes) + 1:]
    if not command or not set(kinds) <= set(SERVERS):
        print(__doc__, file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    below = pathlib.Path(os.environ.get('FAZHI_BUILD_DIR', ROOT / 'build')) / 'servers'
    below.mkdir(parents=True, exist_ok=True)
    folder = pathlib.Path(tempfile.mkdtemp(dir=below))
    folder.chmod(0o755)
    environment = {**os.environ, 'FAZHI_TEST_SERVERS': str(folder)}
    started = []
    try:
        for kind in kinds:
            make, variable = SERVERS[kind]
            server = make(folder / kind)
            started.append(server)
            server.start()
            environment[variable] = server.address
        code = subprocess.run(command, env=environment).returncode
        if code:
            for server in started:
                print(f'the end of {server.name}.log:\n{server.log_end()}', file=sys.stderr)
        return code if code >= 0 else 128 - code
    except ServerError as error:
        print(f'with_servers.py: {error}', file=sys.stderr)
        return 1
    finally:
        for server in started:
            server.wipe()
        shutil.rmtree(folder)


if __name__ == '__main__':
    sys.exit(main())
