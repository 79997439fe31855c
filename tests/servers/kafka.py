#!/usr/bin/env python3
"""Apache Kafka itself, one node in KRaft mode on loopback, for tests and laptops. Its jars are fetched once, by Maven, into
build/kafka/; versions are those of deploy/kafka/pom.xml, settings those of deploy/kafka/server.properties."""
import base64, fcntl, hashlib, os, re, shutil, subprocess, sys, uuid

from server import ROOT, Server, ServerError, command_line, free_port

DEPLOY = ROOT / 'deploy' / 'kafka'


def jars():
    """The folder of the jars; fetched when it is not there."""
    pom = DEPLOY / 'pom.xml'
    folder = ROOT / 'build' / 'kafka' / hashlib.sha256(pom.read_bytes()).hexdigest()[:12]
    if folder.exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with open(folder.parent / '.lock', 'w', encoding='utf-8') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if folder.exists():
            return folder
        for tool in ('java', 'mvn'):
            if not shutil.which(tool):
                raise ServerError(f'there is no {tool}; run: tools/setup --cluster')
        new = folder.with_suffix('.new')
        shutil.rmtree(new, ignore_errors=True)
        fetch = subprocess.run(['mvn', '-q', '-B', '-f', pom, 'dependency:copy-dependencies', f'-DoutputDirectory={new}',
                                '-DincludeScope=runtime'], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if fetch.returncode:
            raise ServerError(f'Maven could not fetch the jars of {pom}:\n{fetch.stdout}')
        os.rename(new, folder)
    return folder


class Kafka(Server):
    """`settings` are laid over deploy/kafka/server.properties. The port is kept from the first start on."""

    name = 'kafka'

    def __init__(self, folder, port=None, heap='256m', settings=None, tied=True):
        super().__init__(folder, tied)
        self.properties = self.folder / 'server.properties'
        self.heap = heap
        self.settings = settings or {}
        self.port, self.controller_port = self._kept_ports() or (port or free_port(), free_port())

    @property
    def brokers(self):
        return f'127.0.0.1:{self.port}'

    address = brokers

    def _kept_ports(self):
        if not self.properties.exists():
            return None
        text = self.properties.read_text()
        found = re.search(r'^listeners=PLAINTEXT://127\.0\.0\.1:(\d+),CONTROLLER://127\.0\.0\.1:(\d+)$', text, re.M)
        return int(found[1]), int(found[2])

    def _java(self, heap, *arguments):
        # The serial collector and the first compiler: a third of the memory, and ready in half the time.
        return ['java', f'-Xmx{heap}', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true',
                f'-Dlog4j2.configurationFile={DEPLOY}/log4j2.yaml', '-cp', f'{jars()}/*', *arguments]

    def _prepare(self):
        lines = dict(self.settings)
        lines['listeners'] = f'PLAINTEXT://{self.brokers},CONTROLLER://127.0.0.1:{self.controller_port}'
        lines.setdefault('advertised.listeners', f'PLAINTEXT://{self.brokers}')
        lines['controller.quorum.voters'] = f'1@127.0.0.1:{self.controller_port}'
        lines['log.dirs'] = self.data
        own = ''.join(f'{name}={value}\n' for name, value in lines.items())
        self.properties.write_text((DEPLOY / 'server.properties').read_text() + '\n' + own)
        if (self.data / 'meta.properties').exists():
            return
        # As Kafka makes them; one that begins with a dash would be taken for an option.
        cluster = 'A' + base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip('=')[1:]
        done = subprocess.run(self._java('128m', 'kafka.tools.StorageTool', 'format', '-t', cluster, '-c', self.properties),
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            raise ServerError(f'Kafka could not prepare {self.folder}:\n{done.stdout}')

    def _command(self):
        return self._java(self.heap, f'-Dfazhi.data={self.data}', 'kafka.Kafka', self.properties)

    def _ready(self, log):
        return 'Kafka Server started' in log


if __name__ == '__main__':
    sys.exit(command_line('Starts and stops one node of Apache Kafka on loopback.',
                          lambda folder, port: Kafka(folder, port, tied=False)))
